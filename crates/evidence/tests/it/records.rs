//! Records in the shapes their makers document: RIS (Research Information Systems' specification of
//! 2011), MEDLINE (NLM, "MEDLINE/PubMed Data Element Descriptions"), PubMed's DTD (`pubmed_250101`),
//! and the answers of the E-utilities and of Europe PMC.

use spotcheck_evidence::records::{
    Fault, Format, Parsed, Publication, esearch, europe_pmc, publications, sniff,
};

const RIS: &str = "TY  - JOUR\r
AU  - Brobakken, Mathias F.\r
AU  - Krogsaeter, Ingunn\r
TI  - Abdominal aerobic endurance exercise reveals spot reduction exists\r
JO  - Physiol Rep\r
PY  - 2023/11/01/\r
DO  - https://doi.org/10.14814/PHY2.15853\r
AN  - 38010201\r
DB  - PubMed\r
AB  - Spot reduction has been\r
 disputed.\r
KW  - fat\r
ER  - \r
\r
TY  - JOUR\r
T1  - A record without a number\r
Y1  - 1999\r
ER  - \r
";

const NBIB: &str = "
PMID- 38010201
OWN - NLM
DP  - 2023 Nov
TI  - Abdominal aerobic endurance exercise reveals
      spot reduction exists: A trial.
LID - 10.14814/phy2.15853 [doi]
AB  - Spot reduction has been disputed.
FAU - Brobakken, Mathias F
AU  - Brobakken MF
FAU - Krogsaeter, Ingunn
AU  - Krogsaeter I
PT  - Journal Article
PT  - Retracted Publication
JT  - Physiological reports
SO  - Physiol Rep. 2023 Nov.

PMID- 17596787
DP  - 2007
TI  - Subcutaneous fat alterations.
SO  - Med Sci Sports Exerc. 2007.
";

const XML: &str = r#"<?xml version="1.0" ?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2025//EN" "https://dtd.nlm.nih.gov/ncbi/pubmed/out/pubmed_250101.dtd">
<PubmedArticleSet>
<PubmedArticle><MedlineCitation Status="MEDLINE"><PMID Version="1">38010201</PMID>
<Article><Journal><JournalIssue><PubDate><MedlineDate>2023 Nov-Dec</MedlineDate></PubDate></JournalIssue>
<Title>Physiological reports</Title></Journal>
<ArticleTitle>Fat &amp; <i>local</i> work: CO<sub>2</sub>&#160;at &lt;5&#x20;%</ArticleTitle>
<ELocationID EIdType="pii">e15853</ELocationID><ELocationID EIdType="doi" ValidYN="Y">10.14814/PHY2.15853</ELocationID>
<Abstract><AbstractText Label="AIM">To see.</AbstractText><AbstractText Label="RESULTS">Seen.</AbstractText></Abstract>
<AuthorList><Author><LastName>Brobakken</LastName><ForeName>Mathias</ForeName><Initials>M</Initials></Author>
<Author><CollectiveName>The Group</CollectiveName></Author></AuthorList>
<PublicationTypeList><PublicationType UI="D016441">Retracted Publication</PublicationType></PublicationTypeList>
</Article></MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">38010201</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.9999/another</ArticleId></ArticleIdList></Reference></ReferenceList>
</PubmedData></PubmedArticle>
</PubmedArticleSet>
"#;

fn parsed(text: &str) -> (Format, Parsed<Publication>) {
    let format = sniff(text.as_bytes()).expect("a known format");
    let parsed = publications(format, text.as_bytes()).expect("records");
    (format, parsed)
}

fn whole(text: &str) -> (Format, Vec<Publication>) {
    let (format, parsed) = parsed(text);
    assert!(parsed.refused.is_empty(), "{:?}", parsed.refused);
    let kept = parsed.kept.into_iter().map(|(_, record)| record);
    (format, kept.collect())
}

fn refused(text: &str) -> Vec<String> {
    parsed(text)
        .1
        .refused
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn ris() {
    let (format, records) = whole(RIS);
    assert_eq!(format, Format::Ris);
    let [first, second] = &records[..] else {
        panic!("{records:?}")
    };
    assert_eq!(
        *first,
        Publication {
            title: "Abdominal aerobic endurance exercise reveals spot reduction exists".to_owned(),
            authors: vec![
                "Brobakken, Mathias F.".to_owned(),
                "Krogsaeter, Ingunn".to_owned()
            ],
            year: Some(2023),
            journal: Some("Physiol Rep".to_owned()),
            pmid: Some("38010201".to_owned()),
            doi: Some("10.14814/phy2.15853".to_owned()),
            summary: Some("Spot reduction has been disputed.".to_owned()),
            is_retracted: false,
        }
    );
    assert_eq!(
        (second.year, &second.pmid, &second.doi),
        (Some(1999), &None, &None)
    );
}

/// Accession numbers of other databases are no PubMed identifiers.
#[test]
fn a_number_of_another_database_is_none_of_pubmeds() {
    let (_, records) = whole(&RIS.replace("DB  - PubMed", "DB  - Scopus"));
    assert_eq!(records[0].pmid, None);
}

#[test]
fn medline() {
    let (format, records) = whole(NBIB);
    assert_eq!(format, Format::Nbib);
    let [first, second] = &records[..] else {
        panic!("{records:?}")
    };
    assert_eq!(
        first.title,
        "Abdominal aerobic endurance exercise reveals spot reduction exists: A trial."
    );
    assert_eq!(
        first.authors,
        ["Brobakken, Mathias F", "Krogsaeter, Ingunn"]
    );
    assert_eq!(first.doi.as_deref(), Some("10.14814/phy2.15853"));
    assert_eq!((first.year, first.is_retracted), (Some(2023), true));
    assert_eq!(
        (second.pmid.as_deref(), second.is_retracted),
        (Some("17596787"), false)
    );
}

#[test]
fn pubmed_xml() {
    let (format, records) = whole(XML);
    assert_eq!(format, Format::PubmedXml);
    let [record] = &records[..] else {
        panic!("{records:?}")
    };
    assert_eq!(
        record.title,
        "Fat & local work: CO2\u{a0}at <5 %".replace('\u{a0}', " ")
    );
    assert_eq!(record.authors, ["Brobakken M", "The Group"]);
    assert_eq!(record.year, Some(2023));
    assert_eq!(record.pmid.as_deref(), Some("38010201"));
    assert_eq!(
        record.doi.as_deref(),
        Some("10.14814/phy2.15853"),
        "not that of a reference"
    );
    assert_eq!(record.summary.as_deref(), Some("To see. Seen."));
    assert!(record.is_retracted);
    assert_eq!(record.journal.as_deref(), Some("Physiological reports"));
}

#[test]
fn the_ending_of_a_name_tells_nothing_and_the_content_everything() {
    let with_mark = format!("\u{feff}{RIS}");
    assert_eq!(sniff(with_mark.as_bytes()), Some(Format::Ris));
    assert_eq!(whole(&with_mark).1.len(), 2);
    assert_eq!(sniff(b"key,source,recipe\n"), Some(Format::Csv));
    for none in [
        "",
        "<html><body>PMID- 1</body></html>",
        "{\"a\":1}",
        "name,age\na,1\n",
        "\0\0\0",
    ] {
        assert_eq!(sniff(none.as_bytes()), None, "{none}");
    }
}

#[test]
fn a_malformed_record_is_refused_where_it_is_and_the_others_stay() {
    let broken = RIS.replace("PY  - 2023/11/01/", "PY  - soon");
    assert_eq!(refused(&broken), ["line 6: `PY` cannot be `soon`"]);
    assert_eq!(parsed(&broken).1.kept.len(), 1);
    let broken = RIS.replace("DO  - https://doi.org/10.14814/PHY2.15853", "DO  - 15853");
    assert_eq!(refused(&broken), ["line 7: `DO` cannot be `15853`"]);
    let broken = RIS.replace("T1  - A record", "KW  - A record");
    assert_eq!(refused(&broken), ["line 15: `TI` is missing"]);
    let broken = RIS.replacen("ER  - \r\n", "", 1);
    assert_eq!(
        refused(&broken),
        ["line 1: the record that starts here has no end: `ER  -` is missing"]
    );
    let cut = &RIS[..RIS.len() - 10];
    assert_eq!(refused(cut).len(), 1);
    let stray = format!("Provider: Somebody\nDatabase: Something\n{RIS}");
    assert_eq!(
        refused(&stray),
        ["line 1: text outside any record: `Provider: Somebody`"]
    );
    let broken = NBIB.replace("PMID- 38010201", "PMID- thirty");
    assert_eq!(refused(&broken), ["line 2: `PMID` cannot be `thirty`"]);
    let broken = NBIB.replace("TI  - Subcutaneous fat alterations.\n", "");
    assert_eq!(refused(&broken), ["line 18: `TI` is missing"]);
    let broken = NBIB.replace("      spot", "spot");
    assert_eq!(
        refused(&broken),
        ["line 6: text outside any record: `spot reduction exists: A trial.`"]
    );
}

#[test]
fn a_line_that_is_no_text_refuses_its_record_alone() {
    let mut bytes = RIS.as_bytes().to_vec();
    let at = RIS.find("Spot").expect("it is there");
    bytes[at] = 0xff;
    let parsed = publications(Format::Ris, &bytes).expect("records");
    assert_eq!((parsed.kept.len(), parsed.refused.len()), (1, 1));
    assert_eq!(
        parsed.refused[0].to_string(),
        "line 10: this is not UTF-8 text"
    );
}

#[test]
fn broken_xml_says_where_and_keeps_what_came_before() {
    let twice = XML.replace(
        "</PubmedArticleSet>",
        "<PubmedArticle><MedlineCitation><PMID>1</PMID></Article></PubmedArticle></PubmedArticleSet>",
    );
    let (_, parsed) = parsed(&twice);
    assert_eq!((parsed.kept.len(), parsed.refused.len()), (1, 1));
    let refused = parsed.refused[0].to_string();
    assert!(
        refused.starts_with("line 17: the XML is broken here"),
        "{refused}"
    );
    let cut = &XML[..XML.len() - 60];
    assert_eq!(self::refused(cut).len(), 1, "a cut file is noticed");
    for (text, said) in [
        (
            "<PubmedBook/>",
            "`PubmedBook` is not a record of an article",
        ),
        (
            "<PubmedArticleSet>&nbsp;</PubmedArticleSet>",
            "`&` cannot be `nbsp`",
        ),
        ("<PubmedArticleSet>", "`</PubmedArticleSet>` is missing"),
    ] {
        let refused = self::refused(text);
        assert!(
            refused.len() == 1 && refused[0].contains(said),
            "{refused:?}"
        );
    }
    let deep = format!("<PubmedArticleSet>{}", "<a>".repeat(100_000));
    assert!(self::refused(&deep)[0].contains("too deeply"));
}

/// Names that expand names are how a small file fills a memory.
#[test]
fn entities_are_not_expanded() {
    let bomb = "<!DOCTYPE PubmedArticleSet [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]>\n\
                <PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID>&b;</MedlineCitation></PubmedArticle></PubmedArticleSet>";
    assert_eq!(refused(bomb), ["line 2: `&` cannot be `b`"]);
}

#[test]
fn esearch_answers() {
    let answer = br#"{"header":{"type":"esearch","version":"0.3"},"esearchresult":{"count":"2","retmax":"2","retstart":"0","idlist":["38010201","17596787"],"translationset":[],"querytranslation":""}}"#;
    let found = esearch(answer).expect("an answer");
    assert_eq!(
        (found.count, found.pmids),
        (2, vec!["38010201".to_owned(), "17596787".to_owned()])
    );
    let said = |text: &str| esearch(text.as_bytes()).expect_err("no answer").to_string();
    let limit =
        r#"{"error":"API rate limit exceeded","api-key":"1.2.3.4","count":"4","limit":"3"}"#;
    assert_eq!(said(limit), "the service says: API rate limit exceeded");
    let empty = r#"{"esearchresult":{"ERROR":"Empty term and query_key - nothing todo"}}"#;
    assert!(said(empty).contains("nothing todo"));
    assert!(said("<html>").contains("JSON is broken"));
    assert!(said(r#"{"esearchresult":{"count":"many","idlist":[]}}"#).contains("`many`"));
    assert!(said(r#"{"esearchresult":{"count":"1","idlist":["x1"]}}"#).contains("`x1`"));
}

#[test]
fn europe_pmc_answers() {
    let answer = br#"{"version":"6.9","hitCount":2,"nextCursorMark":"AoIIQ","request":{},"resultList":{"result":[
        {"id":"38010201","source":"MED","pmid":"38010201","doi":"10.14814/PHY2.15853","title":"Spot <i>reduction</i>, p < 0.05, exists.","authorString":"Brobakken MF, Krogsaeter I.","journalInfo":{"journal":{"title":"Physiological reports"}},"pubYear":"2023","abstractText":"<h4>Aim</h4>To see.","pubTypeList":{"pubType":["research-article","Retracted Publication"]}},
        {"id":"PPR1","source":"PPR","authorString":"Nobody"}]}}"#;
    let page = europe_pmc(answer).expect("an answer");
    assert_eq!((page.count, page.next.as_deref()), (2, Some("AoIIQ")));
    let [(1, record)] = &page.results.kept[..] else {
        panic!("{:?}", page.results)
    };
    assert_eq!(record.title, "Spot reduction, p < 0.05, exists.");
    assert_eq!(record.authors, ["Brobakken MF", "Krogsaeter I"]);
    assert_eq!(record.summary.as_deref(), Some("Aim To see."));
    assert_eq!(record.journal.as_deref(), Some("Physiological reports"));
    assert!(record.is_retracted);
    let [refused] = &page.results.refused[..] else {
        panic!("{:?}", page.results)
    };
    assert!(
        refused.line == 2 && matches!(refused.fault, Fault::Missing { .. }),
        "{refused}"
    );
    assert!(europe_pmc(b"{\"hitCount\":1}").is_err());
}

/// A file cannot steer the terminal through a title.
#[test]
fn text_holds_no_control_characters() {
    let (_, records) = whole(&RIS.replace("Abdominal", "\u{1b}[31mAbdominal"));
    assert!(!records[0].title.contains('\u{1b}'));
}

#[test]
fn a_hundred_thousand_records() {
    let mut text = String::new();
    for number in 1..=100_000 {
        text.push_str(&format!(
            "TY  - JOUR\nTI  - Record {number}\nPY  - 2020\nDO  - 10.1234/r{number}\nER  - \n\n"
        ));
    }
    assert_eq!(whole(&text).1.len(), 100_000);
}
