//! Many scenarios, one a line.

use std::path::Path;

use serde::Serialize;
use spotcheck_model::Parameters;

use super::{MOST_BYTES, Options, forecast, parse};
use crate::{
    cli::{Output, read},
    gate::TOO_LOW,
    report,
};

/// One line for each scenario; a refused one says why on its line and does not stop the others.
pub(super) fn run(options: &Options, path: &Path) -> anyhow::Result<Output> {
    #[derive(Serialize)]
    struct Refused<'a> {
        id: Option<&'a str>,
        line: usize,
        error: String,
    }
    let text = read(path, MOST_BYTES)?;
    let mut out = String::new();
    let mut code = report::DONE;
    let mut low = Vec::new();
    for (index, line) in text
        .lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
    {
        let scenario = parse(&format!("line {}", index + 1), line);
        let forecast = scenario
            .as_ref()
            .map_err(|error| format!("{error:#}"))
            .and_then(|scenario| {
                forecast(options, scenario).map_err(|error| {
                    code = code.max(report::code(&error));
                    format!("{error:#}")
                })
            });
        match forecast {
            Ok(forecast) => {
                if forecast.leads_too_low(Parameters::published()) {
                    low.push((index + 1).to_string());
                }
                out.push_str(&serde_json::to_string(&forecast.wire())?);
            }
            Err(error) => {
                code = code.max(report::BAD_INPUT);
                let id = scenario
                    .as_ref()
                    .ok()
                    .and_then(|scenario| scenario.id.as_deref());
                out.push_str(&serde_json::to_string(&Refused {
                    id,
                    line: index + 1,
                    error,
                })?);
            }
        }
        out.push('\n');
    }
    let note = (!low.is_empty()).then(|| format!("{TOO_LOW}line {}\n", low.join(", ")));
    Ok(Output {
        note,
        code,
        ..Output::done(out)
    })
}
