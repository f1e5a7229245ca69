//! Asking PubMed and Europe PMC, against answers of the shapes they document, on loopback.

use std::{fs, path::PathBuf, process::Output, time::Duration};

use crate::{
    run::{argument, command, scratch},
    service::{Reply, Service},
};

const SEARCH: &str = r#"{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"count":"3","retmax":"3","retstart":"0","idlist":["40000001","40000002","17596787"],"translationset":[],"querytranslation":"x"}}"#;
const NONE: &str = r#"{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"count":"0","retmax":"0","retstart":"0","idlist":[]}}"#;
const ARTICLES: &str = r#"<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation><PMID Version="1">40000001</PMID><Article><Journal><JournalIssue><PubDate><Year>2026</Year></PubDate></JournalIssue><Title>Fat</Title></Journal><ArticleTitle>One leg, trained.</ArticleTitle><ELocationID EIdType="doi">10.1234/Leg.1</ELocationID><AuthorList><Author><LastName>Doe</LastName><Initials>A</Initials></Author></AuthorList><PublicationTypeList><PublicationType>Journal Article</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID Version="1">40000002</PMID><Article><ArticleTitle>A trial that was withdrawn.</ArticleTitle><PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>
<PubmedArticle><MedlineCitation><PMID Version="1">17596787</PMID><Article><ArticleTitle>Known to the evidence.</ArticleTitle></Article></MedlineCitation></PubmedArticle>
</PubmedArticleSet>
"#;
/// The first is PubMed's first by its DOI.
const EUROPE: &str = r#"{"version":"6.9","hitCount":2,"nextCursorMark":"AoE=","resultList":{"result":[{"id":"40000001","source":"MED","doi":"10.1234/leg.1","title":"One leg, trained.","authorString":"Doe A.","pubYear":"2026"},{"id":"PPR9","source":"PPR","doi":"10.1101/2026.11.01","title":"A preprint.","authorString":"Roe B.","pubYear":"2026"}]}}"#;
const EMPTY: &str =
    r#"{"version":"6.9","hitCount":0,"nextCursorMark":"*","resultList":{"result":[]}}"#;

fn ok(body: &'static str) -> Reply {
    Reply::Whole(200, Vec::new(), body)
}

fn pubmed() -> Service {
    Service::replying([ok(SEARCH), ok(ARTICLES), ok(NONE)])
}

fn europe() -> Service {
    Service::replying([ok(EUROPE), ok(EMPTY)])
}

struct Watch {
    data: PathBuf,
    pubmed: Service,
    europe: Service,
}

impl Watch {
    fn new(name: &str, pubmed: Service, europe: Service) -> Self {
        let data = scratch(&format!("watch/{name}"));
        fs::remove_dir_all(&data).ok();
        Self {
            data,
            pubmed,
            europe,
        }
    }

    fn run(&self, more: &[&str]) -> Output {
        let mut arguments = vec!["evidence", "watch", "--pubmed", &self.pubmed.base];
        arguments.extend(["--europepmc", &self.europe.base]);
        arguments.extend(more);
        command(&arguments)
            .env("SPOTCHECK_DATA", &self.data)
            .output()
            .expect("the binary runs")
    }

    /// Stdout and stderr of a run with this exit code.
    fn said(&self, code: i32, more: &[&str]) -> (String, String) {
        let output = self.run(more);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        assert_eq!(output.status.code(), Some(code), "{stdout}{stderr}");
        (stdout, stderr)
    }
}

/// PubMed fails this way, Europe PMC answers: what was found is shown, and what failed is told.
fn half(name: &str, replies: Vec<Reply>, more: &[&str]) -> (Watch, String) {
    let watch = Watch::new(name, Service::replying(replies), europe());
    let mut arguments = vec!["C07"];
    arguments.extend(more);
    let (found, failed) = watch.said(1, &arguments);
    assert!(found.contains("C07: 2 new"), "{found}");
    assert!(found.contains("Not everything could be asked"), "{found}");
    assert_eq!(failed.matches("failed: C07: ").count(), 1, "{failed}");
    assert!(failed.contains("PubMed"), "{failed}");
    (watch, failed)
}

#[test]
fn new_records_are_shown_once_and_can_be_taken_as_candidates() {
    let watch = Watch::new("normal", pubmed(), europe());
    let (found, failed) = watch.said(0, &["C07"]);
    assert_eq!(failed, "");
    assert!(found.starts_with("C07: 3 new, 2 known\n"), "{found}");
    assert!(
        found.contains("  Doe A (2026). One leg, trained. Fat. PMID 40000001.\n"),
        "{found}"
    );
    assert!(
        found.contains(
            "  RETRACTED: No author (no date). A trial that was withdrawn. PMID 40000002.\n"
        ),
        "{found}"
    );
    assert!(
        found.contains("  Roe B (2026). A preprint. doi:10.1101/2026.11.01.\n"),
        "{found}"
    );
    assert!(!found.contains("Known to the evidence"), "{found}");
    assert_eq!(watch.said(0, &["C07"]).0, "Nothing new.\n");
    let took = watch
        .said(
            0,
            &[
                "--take",
                "40000001",
                "--take",
                "https://doi.org/10.1101/2026.11.01",
            ],
        )
        .0;
    assert!(
        took.contains("2 read, 2 kept") && took.contains("candidates for C07"),
        "{took}"
    );
    assert!(
        watch
            .said(2, &["--take", "1"])
            .1
            .contains("no record `1` was found")
    );
    // Four requests of the first run and two of the second; taking asks nobody.
    assert_eq!(watch.pubmed.came().len() + watch.europe.came().len(), 3 + 2);
}

/// What answers rest on is the last thing whose retraction should go unsaid.
#[test]
fn a_retracted_publication_that_the_evidence_cites_is_told_each_time() {
    let cited = "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>17596787</PMID><Article><ArticleTitle>Taken back</ArticleTitle><PublicationTypeList><PublicationType>Retracted Publication</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>";
    let replies = [ok(SEARCH), ok(cited), ok(SEARCH), ok(cited)];
    let watch = Watch::new(
        "retracted",
        Service::replying(replies),
        Service::replying([ok(EMPTY)]),
    );
    for _ in 0..2 {
        let (found, _) = watch.said(0, &["C07", "--since", "2026-11-01"]);
        assert!(
            found.contains(
                "RETRACTED: No author (no date). Taken back. The evidence cites it, as `kostek2007`"
            ),
            "{found}"
        );
    }
}

#[test]
fn requests_say_who_asks_what_and_since_when() {
    let watch = Watch::new("asked", pubmed(), europe());
    watch.said(
        0,
        &[
            "C07",
            "--email",
            "a+b@example.org",
            "--tool",
            "mine",
            "--since",
            "2026-10-05",
        ],
    );
    let came = watch.pubmed.came();
    let search = &came[0].line;
    assert!(
        search.starts_with("GET /esearch.fcgi?db=pubmed&term=%28%22spot%20reduction%22%20OR%20"),
        "{search}"
    );
    for part in [
        "&mindate=2026%2F10%2F05&maxdate=",
        "&retmode=json",
        "&tool=mine&email=a%2Bb%40example.org",
    ] {
        assert!(search.contains(part), "{search}");
    }
    assert!(
        came[1]
            .line
            .contains("/efetch.fcgi?db=pubmed&id=40000001%2C40000002%2C17596787&retmode=xml"),
        "{came:?}"
    );
    assert!(
        came[0]
            .headers
            .iter()
            .any(|header| header.starts_with("user-agent: spotcheck/")),
        "{came:?}"
    );
    let search = &watch.europe.came()[0].line;
    assert!(
        search.starts_with("GET /search?query=TITLE_ABS%3A%28%28"),
        "{search}"
    );
    assert!(
        search.contains("CREATION_DATE%3A%5B2026-10-05%20TO%20"),
        "{search}"
    );
    // The next check begins where the last one ended.
    watch.said(0, &["C07"]);
    let next = &watch.pubmed.came()[2].line;
    let day = next
        .split("&mindate=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    let last = next
        .split("&maxdate=")
        .nth(1)
        .and_then(|rest| rest.split('&').next());
    assert!(day.is_some() && day == last, "{next}");
}

#[test]
fn no_more_than_three_requests_a_second() {
    let service = Service::replying([ok(NONE)]);
    let watch = Watch::new("pace", service, Service::replying([ok(EMPTY)]));
    watch.said(0, &["C01", "C02", "C03", "C04", "C05"]);
    for service in [&watch.pubmed, &watch.europe] {
        let came = service.came();
        assert_eq!(came.len(), 5);
        // Four in a row never fit into a second, the clock of the other side being what it is.
        for four in came.windows(4) {
            let passed = four[3].at - four[0].at;
            assert!(Duration::from_millis(950) <= passed, "{passed:?}");
        }
    }
}

#[test]
fn a_slow_service_is_left() {
    let slow = vec![Reply::Late(Duration::from_secs(20), SEARCH)];
    let (watch, failed) = half("slow", slow, &["--timeout", "1", "--attempts", "2"]);
    assert!(
        failed.contains("PubMed did not answer within 1 s") && failed.contains("--timeout"),
        "{failed}"
    );
    assert_eq!(watch.pubmed.came().len(), 2);
}

#[test]
fn a_busy_service_is_asked_again_when_it_says() {
    let busy = Reply::Whole(
        429,
        vec![("Retry-After", "2")],
        "{\"error\":\"API rate limit exceeded\"}",
    );
    let pubmed = Service::replying([busy, ok(SEARCH), ok(ARTICLES)]);
    let watch = Watch::new("busy", pubmed, europe());
    assert!(watch.said(0, &["C07"]).0.starts_with("C07: 3 new"));
    let came = watch.pubmed.came();
    assert!(
        Duration::from_millis(1_950) <= came[1].at - came[0].at,
        "it waited as long as it was asked to"
    );
    let moment = Reply::Whole(
        503,
        vec![("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT")],
        "",
    );
    let pubmed = Service::replying([moment, ok(SEARCH), ok(ARTICLES)]);
    let watch = Watch::new("moment", pubmed, europe());
    assert!(watch.said(0, &["C07"]).0.starts_with("C07: 3 new"));
    let long = Reply::Whole(429, vec![("Retry-After", "3600")], "");
    let (watch, failed) = half("long", vec![long], &[]);
    assert!(failed.contains("PubMed asks to wait 3600 s"), "{failed}");
    assert_eq!(watch.pubmed.came().len(), 1, "it is left alone");
}

#[test]
fn a_service_that_fails_once_is_asked_again() {
    let failing = Reply::Whole(500, Vec::new(), "");
    let watch = Watch::new(
        "once",
        Service::replying([failing, ok(SEARCH), ok(ARTICLES)]),
        europe(),
    );
    assert!(watch.said(0, &["C07"]).0.starts_with("C07: 3 new"));
}

#[test]
fn a_service_that_goes_on_failing_is_told_and_asked_again_next_time() {
    let failing = Reply::Whole(503, Vec::new(), "");
    let (watch, failed) = half(
        "failing",
        vec![failing.clone(), failing, ok(SEARCH), ok(ARTICLES)],
        &["--attempts", "2"],
    );
    assert!(
        failed.contains("PubMed answered with status 503, at the end of 2 attempts"),
        "{failed}"
    );
    let (found, failed) = watch.said(0, &["C07"]);
    assert_eq!(failed, "");
    // Its DOI is Europe PMC's first, so only the retracted one is still new.
    assert!(found.starts_with("C07: 1 new, 2 known"), "{found}");
    let (_, failed) = half("refusing", vec![Reply::Whole(400, Vec::new(), "")], &[]);
    assert!(
        failed.contains("status 400, at the end of 1 attempts") && failed.contains("--email"),
        "{failed}"
    );
}

#[test]
fn answers_that_cannot_be_read_are_told() {
    let (_, failed) = half("json", vec![ok("{\"esearchresult\":")], &[]);
    assert!(
        failed.contains("the answer of PubMed cannot be read: the JSON is broken"),
        "{failed}"
    );
    let (_, failed) = half(
        "said",
        vec![ok("{\"esearchresult\":{\"ERROR\":\"Empty term\"}}")],
        &[],
    );
    assert!(failed.contains("the service says: Empty term"), "{failed}");
    let (_, failed) = half(
        "xml",
        vec![
            ok(SEARCH),
            ok("<PubmedArticleSet><PubmedArticle></PubmedArticleSet>"),
        ],
        &[],
    );
    assert!(failed.contains("the XML is broken here"), "{failed}");
    let html = Reply::Whole(
        200,
        vec![("Content-Type", "text/html")],
        "<html>Sign in</html>",
    );
    let (_, failed) = half("html", vec![html], &[]);
    assert!(
        failed.contains("`text/html` where application/json was asked for")
            && failed.contains("proxy"),
        "{failed}"
    );
}

#[test]
fn answers_that_do_not_end_well_are_told() {
    let (watch, failed) = half("cut", vec![Reply::Cut(SEARCH)], &["--attempts", "2"]);
    assert!(
        failed.contains("the answer of PubMed ends too early"),
        "{failed}"
    );
    assert_eq!(watch.pubmed.came().len(), 2);
    let (_, failed) = half("endless", vec![Reply::Endless], &["--most-bytes", "300000"]);
    assert!(
        failed.contains("the answer of PubMed is longer than 300000 bytes"),
        "{failed}"
    );
    let (_, failed) = half("gone", vec![Reply::Gone], &["--attempts", "1"]);
    assert!(failed.contains("PubMed cannot be reached"), "{failed}");
}

#[test]
fn nobody_there() {
    // Bound and let go: nobody listens.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("loopback has a port");
    let base = format!("http://{}", listener.local_addr().expect("it is bound"));
    drop(listener);
    let mut watch = Watch::new("nobody", europe(), europe());
    watch.pubmed.base.clone_from(&base);
    watch.europe.base = base;
    let (found, failed) = watch.said(1, &["C07", "--attempts", "1"]);
    assert!(found.contains("Not everything could be asked"), "{found}");
    assert!(
        failed.contains("PubMed cannot be reached")
            && failed.contains("Europe PMC cannot be reached"),
        "{failed}"
    );
}

#[test]
fn an_answer_that_has_not_changed_is_not_sent_again() {
    let tagged = |body| Reply::Whole(200, vec![("ETag", "\"v1\"")], body);
    let unchanged = Reply::Whole(304, Vec::new(), "");
    let pubmed = Service::replying([tagged(SEARCH), tagged(ARTICLES), unchanged]);
    let watch = Watch::new("cache", pubmed, Service::replying([ok(EMPTY)]));
    let since = ["C07", "--since", "2026-11-01"];
    assert!(watch.said(0, &since).0.starts_with("C07: 2 new"));
    let (again, failed) = watch.said(0, &since);
    assert_eq!((again.as_str(), failed.as_str()), ("Nothing new.\n", ""));
    let came = watch.pubmed.came();
    assert_eq!(came.len(), 4);
    for request in &came[2..] {
        assert!(
            request
                .headers
                .contains(&"if-none-match: \"v1\"".to_owned()),
            "{request:?}"
        );
    }
}

#[test]
fn a_document_tells_what_was_found_and_what_failed() {
    let watch = Watch::new("document", Service::replying([ok("nothing")]), europe());
    let (document, _) = watch.said(1, &["spot-reduction", "--json"]);
    let document: serde_json::Value = serde_json::from_str(&document).expect("JSON");
    assert_eq!(document["claims"][0]["claim"], "C01");
    assert_eq!(document["claims"][0]["new"][1]["title"], "A preprint.");
    assert_eq!(document["failures"][0]["service"], "PubMed");
}

#[test]
fn what_is_remembered_is_refused_where_it_is_not_what_was_written() {
    let watch = Watch::new("memory", pubmed(), europe());
    fs::create_dir_all(watch.data.join("watch")).expect("writable");
    let path = watch.data.join("watch/found.json");
    fs::write(&path, "{").expect("writable");
    let (_, refused) = watch.said(2, &["C07"]);
    assert!(refused.contains(argument(&path)), "{refused}");
    assert!(watch.pubmed.came().is_empty());
    assert!(watch.said(2, &["C99"]).1.contains("no claim `C99`"));
}
