//! `spotcheck track --batch`: the logs of many, a line each.

use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use spotcheck_engine::tracker::{
    Estimate, Log, LoggedIntake, Me, Mixture, PlannedIntake, TrackError, Tracker, Weighing,
    plain_trend,
};
use spotcheck_model::Parameters;

use crate::{
    cli::{Output, read},
    me::SexWord,
    report,
};

const MOST_BYTES: u64 = 1_000_000_000;

/// What is asked of every log.
pub(super) struct Asked {
    /// Days on whose morning to look; the start is day 0.
    pub(super) as_of: Vec<usize>,
    /// Days from then to the weight that is foretold.
    pub(super) horizon: usize,
    /// Whether to say also what is likely spent in truth, the plain trend, and which weighings were refused.
    pub(super) more: bool,
}

/// A line of the file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct User {
    id: Id,
    me: Told,
    start: String,
    weights: Vec<Weight>,
    intake: Vec<Eaten>,
    planned_intake: Option<Vec<Planned>>,
}

/// What a person is called, given back as it came.
#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Id {
    Text(String),
    Number(i64),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    sex: SexWord,
    age_y: f64,
    height_cm: f64,
    pal: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    day: usize,
    kg: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Eaten {
    day: usize,
    kcal: f64,
    complete: Option<bool>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Planned {
    from_day: usize,
    kcal: f64,
}

/// A line of the answer.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a Id,
    as_of: usize,
    expenditure_kcal_per_day: Middle,
    trend_kg: Middle,
    weight_ahead_kg: Ahead,
    #[serde(flatten)]
    more: Option<More>,
}

#[derive(Serialize)]
struct More {
    real_expenditure_kcal_per_day: Middle,
    plain_trend_kg: Option<f64>,
    refused_days: Vec<usize>,
}

#[derive(Serialize)]
pub(super) struct Middle {
    median: f64,
    lo90: f64,
    hi90: f64,
}

#[derive(Serialize)]
struct Ahead {
    day: usize,
    median: f64,
    lo50: f64,
    hi50: f64,
    lo90: f64,
    hi90: f64,
    sd: f64,
}

/// A line for what could not be followed.
#[derive(Serialize)]
struct Refused<'a> {
    id: Option<&'a Id>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<usize>,
    line: usize,
    error: String,
}

/// One line for each person and day; a refused person has one that says why and stops no other.
pub(super) fn run(file: &Path, asked: &Asked) -> anyhow::Result<Output> {
    let text = read(file, MOST_BYTES)?;
    let mut out = Batch {
        text: String::new(),
        code: report::DONE,
    };
    let lines = (1..).zip(text.lines());
    for (line, text) in lines.filter(|(_, text)| !text.trim().is_empty()) {
        match serde_json::from_str::<User>(text) {
            Ok(user) => out.add(asked, line, &user)?,
            Err(error) => out.refuse(&Refused {
                id: None,
                as_of: None,
                line,
                error: error.to_string(),
            })?,
        }
    }
    Ok(Output {
        code: out.code,
        ..Output::done(out.text)
    })
}

/// What was printed so far, and the exit code it means.
struct Batch {
    text: String,
    code: u8,
}

impl Batch {
    fn add(&mut self, asked: &Asked, line: usize, user: &User) -> anyhow::Result<()> {
        let id = &user.id;
        let refused = |as_of, error: &TrackError| Refused {
            id: Some(id),
            as_of,
            line,
            error: error.to_string(),
        };
        // Days are counted from the start, so only whether it is a date matters.
        if let Err(error) = user.start.parse::<Date>() {
            return self.refuse(&Refused {
                id: Some(id),
                as_of: None,
                line,
                error: format!("start is `{}`, not a date: {error}", user.start),
            });
        }
        let tracker = match Tracker::new(Parameters::published(), user.me(), user.log()) {
            Ok(tracker) => tracker,
            Err(error) => return self.refuse(&refused(None, &error)),
        };
        for &as_of in &asked.as_of {
            match tracker.estimate(as_of, asked.horizon) {
                Ok(estimate) => {
                    let more = asked.more.then(|| user.more(&estimate));
                    self.print(&Line::new(id, &estimate, asked.horizon, more))?;
                }
                // It is the same on every day.
                Err(error @ TrackError::Person(_)) => {
                    return self.refuse(&refused(None, &error));
                }
                Err(error) => self.refuse(&refused(Some(as_of), &error))?,
            }
        }
        Ok(())
    }

    fn refuse(&mut self, refused: &Refused<'_>) -> anyhow::Result<()> {
        self.code = report::BAD_INPUT;
        self.print(refused)
    }

    fn print(&mut self, line: &impl Serialize) -> anyhow::Result<()> {
        self.text.push_str(&serde_json::to_string(line)?);
        self.text.push('\n');
        Ok(())
    }
}

impl User {
    fn me(&self) -> Me {
        Me {
            sex: self.me.sex.into(),
            age_y: self.me.age_y,
            height_cm: self.me.height_cm,
            pal: self.me.pal,
        }
    }

    fn log(&self) -> Log {
        Log {
            weights: self.weighings(),
            intake: self
                .intake
                .iter()
                .map(
                    |&Eaten {
                         day,
                         kcal,
                         complete,
                     }| LoggedIntake {
                        day,
                        kcal,
                        complete,
                    },
                )
                .collect(),
            plan: self
                .planned_intake
                .iter()
                .flatten()
                .map(|&Planned { from_day, kcal }| PlannedIntake { from_day, kcal })
                .collect(),
            ..Log::default()
        }
    }

    fn weighings(&self) -> Vec<Weighing> {
        let weights = self.weights.iter();
        weights
            .map(|&Weight { day, kg }| Weighing::morning(day, kg))
            .collect()
    }

    fn more(&self, estimate: &Estimate) -> More {
        let mut weights = self.weighings();
        weights.retain(|weighing| weighing.day <= estimate.as_of);
        weights.sort_by_key(|weighing| weighing.day);
        let trend = plain_trend(Parameters::published(), &weights);
        More {
            real_expenditure_kcal_per_day: (&estimate.real_expenditure_kcal_per_day).into(),
            plain_trend_kg: trend.last().map(|weighing| weighing.kg),
            refused_days: estimate.refused.iter().map(|refused| refused.day).collect(),
        }
    }
}

impl<'a> Line<'a> {
    fn new(id: &'a Id, estimate: &Estimate, horizon: usize, more: Option<More>) -> Self {
        let ahead = &estimate.weight_ahead_kg;
        Self {
            id,
            as_of: estimate.as_of,
            expenditure_kcal_per_day: (&estimate.expenditure_kcal_per_day).into(),
            trend_kg: (&estimate.trend_kg).into(),
            weight_ahead_kg: Ahead {
                day: estimate.as_of + horizon,
                median: ahead.quantile(0.5),
                lo50: ahead.quantile(0.25),
                hi50: ahead.quantile(0.75),
                lo90: ahead.quantile(0.05),
                hi90: ahead.quantile(0.95),
                sd: ahead.sd(),
            },
            more,
        }
    }
}

impl From<&Mixture> for Middle {
    fn from(mixture: &Mixture) -> Self {
        Self {
            median: mixture.quantile(0.5),
            lo90: mixture.quantile(0.05),
            hi90: mixture.quantile(0.95),
        }
    }
}
