//! Whatever bytes come in, nothing panics and nothing is lost; what was generated is read back.

use proptest::prelude::*;
use spotcheck_evidence::{
    overlay::{Addition, Candidate, Origin, read_candidates, write_candidates},
    records::{Format, Publication, doi, esearch, europe_pmc, pmid, publications, sniff, table},
    state::State,
};

const FORMATS: [Format; 3] = [Format::Ris, Format::Nbib, Format::PubmedXml];

/// Pieces of the formats in any order, so that more than the first branch is reached.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "TY  - JOUR\n",
        "ER  - \n",
        "TI  - A title\n",
        "PY  - 20",
        "DO  - 10.1/",
        "AN  - 12\n",
        "DB  - PubMed\n",
        "PMID- 12\n",
        "      more\n",
        "PT  - Retracted Publication\n",
        "LID - 10.1234/a [doi]\n",
        "\n",
        "\r\n",
        "\r",
        "<PubmedArticleSet>",
        "<PubmedArticle>",
        "</PubmedArticle>",
        "</PubmedArticleSet>",
        "<MedlineCitation>",
        "</MedlineCitation>",
        "<PMID>",
        "12",
        "</PMID>",
        "<Article>",
        "</Article>",
        "<ArticleTitle>",
        "</ArticleTitle>",
        "<i>",
        "</i>",
        "&amp;",
        "&#0;",
        "&#xD800;",
        "&b;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?xml",
        "?>",
        "<a b='",
        "key,recipe,",
        "key,source,recipe,claim\n",
        "a,b,c,d\n",
        "\"",
        ",",
        "é",
        "\u{feff}",
        "\0",
        " ",
        "[[study]]\n",
        "key = 1\n",
        "{\"esearchresult\":{",
        "\"count\":\"1\"",
        "}",
        "[",
        "]",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

fn read_everything(bytes: &[u8]) {
    sniff(bytes);
    for format in FORMATS {
        publications(format, bytes).expect("a format of records");
    }
    table(bytes);
    esearch(bytes).ok();
    europe_pmc(bytes).ok();
    State::from_json(bytes).ok();
    let text = String::from_utf8_lossy(bytes);
    Addition::from_toml(&text).ok();
    read_candidates(&text);
    doi(&text);
    pmid(&text);
}

fn words() -> impl Strategy<Value = String> {
    // Letters, digits and marks in use, none of which means anything to the formats.
    "[A-Za-zéß][A-Za-z0-9éß(),:+-]{0,12}( [A-Za-z0-9éß(),:+-]{1,12}){0,8}"
}

fn publication() -> impl Strategy<Value = Publication> {
    let authors = prop::collection::vec("[A-Z][a-z]{1,10} [A-Z]{1,2}", 0..4);
    let year = prop::option::of(1500_u16..=2100);
    let pmid = prop::option::of("[1-9][0-9]{0,7}");
    let doi = prop::option::of("10\\.[0-9]{4}/[a-z0-9.()-]{1,20}");
    let summary = prop::option::of(words());
    (
        words(),
        authors,
        year,
        prop::option::of(words()),
        pmid,
        doi,
        summary,
    )
        .prop_map(
            |(title, authors, year, journal, pmid, doi, summary)| Publication {
                is_retracted: title.to_lowercase().starts_with("retracted"),
                title,
                authors,
                year,
                journal,
                pmid,
                doi,
                summary,
            },
        )
}

fn ris(record: &Publication) -> String {
    let mut text = format!("TY  - JOUR\nTI  - {}\n", record.title);
    let mut field = |tag: &str, value: Option<String>| {
        text.push_str(&value.map_or_else(String::new, |value| format!("{tag}  - {value}\n")));
    };
    for author in &record.authors {
        field("AU", Some(author.clone()));
    }
    field("PY", record.year.map(|year| year.to_string()));
    field("JO", record.journal.clone());
    field("DB", Some("PubMed".to_owned()));
    field("AN", record.pmid.clone());
    field("DO", record.doi.clone());
    field("AB", record.summary.clone());
    text + "ER  - \n"
}

fn xml(record: &Publication) -> String {
    let field = |open: &str, value: Option<String>, close: &str| {
        value.map_or_else(String::new, |value| format!("<{open}>{value}</{close}>"))
    };
    let mut authors = String::new();
    for (last, initials) in record
        .authors
        .iter()
        .filter_map(|name| name.split_once(' '))
    {
        authors.push_str(&format!(
            "<Author><LastName>{last}</LastName><Initials>{initials}</Initials></Author>"
        ));
    }
    let kind = if record.is_retracted {
        "Retracted Publication"
    } else {
        "Journal Article"
    };
    format!(
        "<PubmedArticle><MedlineCitation>{}<Article><Journal><JournalIssue><PubDate>{}</PubDate></JournalIssue>{}</Journal>\
         <ArticleTitle>{}</ArticleTitle>{}<Abstract>{}</Abstract><AuthorList>{authors}</AuthorList><PublicationTypeList>\
         <PublicationType>{kind}</PublicationType></PublicationTypeList></Article></MedlineCitation></PubmedArticle>",
        field("PMID", record.pmid.clone(), "PMID"),
        field("Year", record.year.map(|year| year.to_string()), "Year"),
        field("Title", record.journal.clone(), "Title"),
        record.title,
        field(
            "ELocationID EIdType=\"doi\"",
            record.doi.clone(),
            "ELocationID"
        ),
        field("AbstractText", record.summary.clone(), "AbstractText"),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]
    #[test]
    fn prop_any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_everything(&bytes);
    }

    #[test]
    fn prop_any_pieces_are_read_without_a_panic(text in pieces()) {
        read_everything(text.as_bytes());
    }

    #[test]
    fn prop_ris_is_read_back(records in prop::collection::vec(publication(), 1..5)) {
        let text: String = records.iter().map(ris).collect();
        let parsed = publications(Format::Ris, text.as_bytes()).expect("records");
        prop_assert!(parsed.refused.is_empty(), "{:?}\n{text}", parsed.refused);
        let read: Vec<Publication> = parsed.kept.into_iter().map(|(_, record)| record).collect();
        prop_assert_eq!(read, records);
    }

    #[test]
    fn prop_xml_is_read_back(records in prop::collection::vec(publication(), 1..5)) {
        let records: Vec<Publication> = records.into_iter().filter(|record| record.pmid.is_some()).collect();
        let articles: String = records.iter().map(xml).collect();
        let text = format!("<PubmedArticleSet>{articles}</PubmedArticleSet>");
        let parsed = publications(Format::PubmedXml, text.as_bytes()).expect("records");
        prop_assert!(parsed.refused.is_empty(), "{:?}\n{text}", parsed.refused);
        let read: Vec<Publication> = parsed.kept.into_iter().map(|(_, record)| record).collect();
        prop_assert_eq!(read, records);
    }

    /// Every `TY` is either kept or refused, wherever a file is cut.
    #[test]
    fn prop_no_record_of_a_cut_file_is_lost(records in prop::collection::vec(publication(), 1..5), cut in 0.0..1.0_f64) {
        let text: String = records.iter().map(ris).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a short text")]
        let at = (text.len() as f64 * cut) as usize;
        let bytes = &text.as_bytes()[..at];
        let begun = bytes.windows(6).enumerate().filter(|(at, seen)| {
            *seen == b"TY  - " && (*at == 0 || bytes[at - 1] == b'\n')
        }).count();
        let parsed = publications(Format::Ris, bytes).expect("records");
        prop_assert!(begun <= parsed.kept.len() + parsed.refused.len());
        prop_assert!(parsed.kept.len() + parsed.refused.len() <= begun + 1);
    }

    #[test]
    fn prop_candidates_are_read_back(records in prop::collection::vec(publication(), 0..5), from in ".*") {
        let origin = Origin { added: "2026-11-23T12:00:00Z".to_owned(), from };
        let candidates: Vec<Candidate> = records
            .into_iter()
            .map(|publication| Candidate { claim: "C07".to_owned(), publication })
            .collect();
        let (read_origin, parsed) = read_candidates(&write_candidates(&origin, &candidates));
        prop_assert!(parsed.refused.is_empty(), "{:?}", parsed.refused);
        prop_assert_eq!(read_origin.map(|origin| origin.added), Some(origin.added));
        let read: Vec<Candidate> = parsed.kept.into_iter().map(|(_, candidate)| candidate).collect();
        prop_assert_eq!(read, candidates);
    }
}
