//! What `ESearch` answers: how many records match, and which.

use serde::Deserialize;

use super::Fault;

/// Identifiers of records that match a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// How many match in all.
    pub count: u64,
    /// PubMed identifiers of those listed.
    pub pmids: Vec<String>,
}

#[derive(Deserialize)]
struct Reply {
    esearchresult: Option<Listed>,
    error: Option<String>,
}

#[derive(Deserialize)]
struct Listed {
    count: Option<String>,
    #[serde(default)]
    idlist: Vec<String>,
    #[serde(rename = "ERROR")]
    error: Option<String>,
}

/// Reads the JSON of `ESearch` (`retmode=json`).
///
/// # Errors
/// [`Fault::Json`] where it is not of the documented shape, [`Fault::Said`] where it is a message,
/// [`Fault::BadValue`] for an identifier that is none.
pub fn esearch(bytes: &[u8]) -> Result<Found, Fault> {
    let reply: Reply = serde_json::from_slice(bytes).map_err(Fault::Json)?;
    if let Some(said) = reply.error {
        return Err(Fault::Said { said });
    }
    let listed = reply
        .esearchresult
        .ok_or_else(|| Fault::missing("esearchresult"))?;
    if let Some(said) = listed.error {
        return Err(Fault::Said { said });
    }
    let count = listed
        .count
        .ok_or_else(|| Fault::missing("esearchresult.count"))?;
    let pmid = |id: String| super::pmid(&id).ok_or_else(|| Fault::bad("idlist", &id));
    Ok(Found {
        // The value itself says what is wrong with it.
        count: count
            .parse()
            .map_err(|_parse| Fault::bad("esearchresult.count", &count))?,
        pmids: listed
            .idlist
            .into_iter()
            .map(pmid)
            .collect::<Result<_, _>>()?,
    })
}
