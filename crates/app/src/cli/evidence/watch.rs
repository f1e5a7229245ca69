//! `spotcheck evidence watch`: new records of each claim, from PubMed and Europe PMC.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use clap::Args;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use serde::Serialize;
use spotcheck_evidence::{Claim, Library, Queries, capital, overlay::Origin};

use super::{
    find,
    import::{as_parsed, cited_still, closing, keep_candidates},
};
use crate::{
    answer::record_line,
    cli::{Output, json},
    data,
    overlay::Overlay,
    report::{DONE, NEGATIVE, Refusal, printable},
    watch::{Client, Failure, Memory, Record, Service, Settings, Since},
};

#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Claims to ask about, by id or name; without any, all of them
    claim: Vec<String>,
    /// The first day that counts as new, YYYY-MM-DD; without it, the day of the last check
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
    /// Your address, so that a service can tell you before it locks you out
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The name a service knows us by
    #[arg(long, default_value = "spotcheck")]
    tool: String,
    /// Seconds that one answer may take
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=600))]
    timeout: u64,
    /// Times that a request is made before it has failed
    #[arg(long, value_name = "TIMES", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..=10))]
    attempts: u32,
    /// Bytes that one answer may have
    #[arg(long, value_name = "BYTES", default_value_t = 50_000_000)]
    most_bytes: u64,
    /// Where the E-utilities of PubMed are
    #[arg(long, value_name = "URL", default_value = Service::PubMed.base())]
    pubmed: String,
    /// Where the REST service of Europe PMC is
    #[arg(long, value_name = "URL", default_value = Service::EuropePmc.base())]
    europepmc: String,
    /// Asks nobody: makes found records with this PMID or DOI candidates of the claims they were found for
    #[arg(long, value_name = "PMID|DOI", conflicts_with_all = ["claim", "since"])]
    take: Vec<String>,
    /// One JSON document
    #[arg(long)]
    json: bool,
}

/// What one run came to.
#[derive(Default, Serialize)]
struct Watched {
    claims: Vec<Asked>,
    failures: Vec<Failed>,
}

/// What was found for one claim.
#[derive(Serialize)]
struct Asked {
    claim: String,
    new: Vec<Record>,
    /// Records found that the evidence, the candidates or an earlier run held already.
    known: usize,
    /// Publications that the evidence cites and that were retracted.
    retracted: Vec<String>,
    /// Records that could not be read.
    refused: Vec<String>,
    /// Services that hold more than was taken, with how many.
    more: BTreeMap<&'static str, u64>,
}

#[derive(Serialize)]
struct Failed {
    claim: String,
    service: &'static str,
    why: String,
    hint: &'static str,
}

pub(super) fn run(options: &Options, data: Option<&Path>) -> anyhow::Result<Output> {
    let directory = data::needed(data)?;
    let overlay = Overlay::below(&directory);
    let library = overlay.library()?;
    if !options.take.is_empty() {
        return take(options, &overlay, &library, &Memory::below(&directory)?);
    }
    let claims: Vec<&Claim> = if options.claim.is_empty() {
        library.claims().collect()
    } else {
        let found = options.claim.iter().map(|name| find(&library, name));
        found.collect::<anyhow::Result<_>>()?
    };
    let queries = Queries::built_in(&library)?;
    let settings = Settings {
        most_bytes: options.most_bytes,
        ..Settings::patient_for(options.timeout, options.attempts)
    };
    let mut watch = Watch {
        options,
        client: Client::new(settings, &directory),
        memory: Memory::below(&directory)?,
        cited: library.identities(),
        candidates: candidates(&overlay)?,
        today: Timestamp::now().to_zoned(TimeZone::UTC).date(),
        first: format!("{}-01", library.registry().checked),
    };
    let mut watched = Watched::default();
    for claim in claims {
        let query = queries.of(&claim.id).unwrap_or(&claim.statement);
        watch.claim(claim, query, &mut watched)?;
    }
    output(&watched, options.json)
}

/// Names of the candidates, which need not be shown.
fn candidates(overlay: &Overlay) -> anyhow::Result<BTreeSet<String>> {
    let candidates = overlay.candidates()?;
    let names = candidates
        .iter()
        .flat_map(|candidate| candidate.publication.identities());
    Ok(names.collect())
}

struct Watch<'a> {
    options: &'a Options,
    client: Client,
    memory: Memory,
    /// Keys of the publications that the evidence cites, by name.
    cited: BTreeMap<String, &'a str>,
    /// Names of the candidates.
    candidates: BTreeSet<String>,
    today: Date,
    /// The first day of the month in which the evidence was last searched.
    first: String,
}

impl Watch<'_> {
    /// Asks both services about one claim, and keeps what they say before the next is asked.
    fn claim(&mut self, claim: &Claim, query: &str, watched: &mut Watched) -> anyhow::Result<()> {
        let mut asked = Asked {
            claim: claim.id.clone(),
            new: Vec::new(),
            known: 0,
            retracted: Vec::new(),
            refused: Vec::new(),
            more: BTreeMap::new(),
        };
        for service in Service::ALL {
            if let Err(failure) = self.service(service, &mut asked, query) {
                watched.failures.push(Failed {
                    claim: claim.id.clone(),
                    service: failure.service,
                    why: failure.to_string(),
                    hint: failure.hint(),
                });
            }
        }
        self.memory.save()?;
        watched.claims.push(asked);
        Ok(())
    }

    fn service(&mut self, service: Service, asked: &mut Asked, query: &str) -> Result<(), Failure> {
        let stated = self.options.since.map(|day| day.to_string());
        let last = self
            .memory
            .checked(&asked.claim, service)
            .map(str::to_owned);
        let from = stated
            .or_else(|| last.clone())
            .unwrap_or_else(|| self.first.clone());
        // A gap before `--since` is still to be asked about.
        let is_gapless = last.is_none_or(|last| from <= last);
        let since = Since {
            base: match service {
                Service::PubMed => &self.options.pubmed,
                Service::EuropePmc => &self.options.europepmc,
            },
            from,
            to: self.today.to_string(),
            tool: &self.options.tool,
            email: self.options.email.as_deref(),
        };
        let answer = since.ask(&mut self.client, service, query)?;
        let taken = answer.records.len() + answer.refused.len();
        let is_whole = answer.count <= taken as u64;
        if !is_whole {
            asked
                .more
                .insert(service.name(), answer.count - taken as u64);
        }
        asked.refused.extend(
            answer
                .refused
                .iter()
                .map(|why| format!("{}: {why}", service.name())),
        );
        for publication in answer.records {
            let names: Vec<String> = publication.identities().collect();
            let cited = names.iter().find_map(|name| self.cited.get(name).copied());
            let is_candidate = names.iter().any(|name| self.candidates.contains(name));
            let is_known = cited.is_some() || is_candidate;
            if let Some(key) = cited.filter(|_| publication.is_retracted) {
                asked.retracted.push(cited_still(&publication, key));
            }
            let record = Record {
                claim: asked.claim.clone(),
                service: service.key().to_owned(),
                on: self.today.to_string(),
                publication,
            };
            if is_known || !self.memory.remember(&record) {
                asked.known += 1;
            } else {
                asked.new.push(record);
            }
        }
        if is_whole && is_gapless {
            self.memory
                .check(&asked.claim, service, &self.today.to_string());
        }
        Ok(())
    }
}

fn output(watched: &Watched, is_json: bool) -> anyhow::Result<Output> {
    let text = if is_json {
        json(watched)?
    } else {
        printable(&watched.text())
    };
    let mut note = String::new();
    for Failed {
        claim, why, hint, ..
    } in &watched.failures
    {
        note.push_str(&format!("failed: {claim}: {why}\n  {}\n", capital(hint)));
    }
    Ok(Output {
        body: text.into_bytes(),
        code: if watched.failures.is_empty() {
            DONE
        } else {
            NEGATIVE
        },
        note: (!note.is_empty()).then(|| printable(&note)),
    })
}

impl Watched {
    fn text(&self) -> String {
        let mut text = String::new();
        let mut found = 0;
        for asked in &self.claims {
            found += asked.new.len();
            asked.tell(&mut text);
        }
        if text.is_empty() && self.failures.is_empty() {
            text.push_str("Nothing new.\n");
        }
        if 0 < found {
            text.push_str(
                "None of these changes a verdict. `spotcheck evidence watch --take PMID` makes one a \
                 candidate.\n",
            );
        }
        if !self.failures.is_empty() {
            text.push_str("Not everything could be asked; what failed is asked again next time.\n");
        }
        text
    }
}

impl Asked {
    fn tell(&self, text: &mut String) {
        let is_silent = self.retracted.is_empty()
            && self.new.is_empty()
            && self.refused.is_empty()
            && self.more.is_empty();
        if is_silent {
            return;
        }
        text.push_str(&format!(
            "{}: {} new, {} known\n",
            self.claim,
            self.new.len(),
            self.known
        ));
        for retracted in &self.retracted {
            text.push_str(&format!("  RETRACTED: {retracted}\n"));
        }
        for record in &self.new {
            text.push_str(&record_line(&record.publication));
        }
        for refused in &self.refused {
            text.push_str(&format!("  could not be read: {refused}\n"));
        }
        for (service, count) in &self.more {
            text.push_str(&format!(
                "  {service} holds {count} more; --since a later day shows fewer\n"
            ));
        }
    }
}

/// Makes found records candidates of the claims they were found for.
fn take(
    options: &Options,
    overlay: &Overlay,
    library: &Library,
    memory: &Memory,
) -> anyhow::Result<Output> {
    let mut by_claim: BTreeMap<&str, Vec<&Record>> = BTreeMap::new();
    for name in &options.take {
        let mut found = memory.named(name).peekable();
        if found.peek().is_none() {
            return Err(Refusal::new(
                format!("no record `{name}` was found"),
                "`spotcheck evidence watch` finds them; it takes a PMID or a DOI of one",
            )
            .into());
        }
        for record in found {
            by_claim.entry(&record.claim).or_default().push(record);
        }
    }
    let (mut text, mut documents) = (String::new(), Vec::new());
    for (claim, records) in by_claim {
        let origin = Origin {
            added: Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
            from: "evidence watch".to_owned(),
        };
        let claims = [claim.to_owned()];
        let publications = records.into_iter().map(|record| record.publication.clone());
        let parsed = as_parsed(publications.collect());
        let account = keep_candidates(overlay, library, &claims, &origin, parsed)?;
        text.push_str(&account.text(&closing(&claims)));
        documents.push(account);
    }
    Ok(Output::done(if options.json {
        json(&documents)?
    } else {
        text
    }))
}
