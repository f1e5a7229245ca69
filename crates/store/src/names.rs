//! The ids of topics and channels, which millions of rows share.

use std::collections::HashMap;

use spotcheck_import::{Method, Observation, Quantity, Side, Site, Unit};
use sqlx::{Any, Transaction};

use crate::{Error, store::next_id};

type Topic = (Quantity, Option<Site>, Option<Side>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Channel {
    source: String,
    device: String,
    zone: String,
    method: Option<Method>,
    given: Unit,
}

impl Channel {
    fn of(observation: &Observation) -> Self {
        let text = |text: &Option<String>| text.as_deref().unwrap_or("").to_owned();
        Self {
            source: observation.source.clone(),
            device: text(&observation.device),
            zone: text(&observation.zone),
            method: observation.method,
            given: observation.given,
        }
    }

    fn is_of(&self, observation: &Observation) -> bool {
        let same = |told: &Option<String>, known: &str| told.as_deref().unwrap_or("") == known;
        self.given == observation.given
            && self.method == observation.method
            && self.source == *observation.source
            && same(&observation.device, &self.device)
            && same(&observation.zone, &self.zone)
    }
}

/// The ids of one person's topics and channels, as far as they were needed.
#[derive(Debug, Default)]
pub(crate) struct Names {
    topics: HashMap<Topic, i64>,
    channels: HashMap<Channel, i64>,
    /// Files tell most of a kind in a row.
    last: Option<(Channel, i64)>,
}

impl Names {
    /// The ids of the topic and of the channel of an observation.
    pub(crate) async fn of(
        &mut self,
        observation: &Observation,
        person_id: i64,
        transaction: &mut Transaction<'static, Any>,
    ) -> Result<(i64, i64), Error> {
        let topic = (observation.quantity, observation.site, observation.side);
        let topic_id = if let Some(id) = self.topics.get(&topic) {
            *id
        } else {
            let id = topic_id(topic, person_id, transaction).await?;
            self.topics.insert(topic, id);
            id
        };
        if let Some((channel, id)) = &self.last
            && channel.is_of(observation)
        {
            return Ok((topic_id, *id));
        }
        let channel = Channel::of(observation);
        let channel_id = if let Some(id) = self.channels.get(&channel) {
            *id
        } else {
            let id = channel_id(&channel, person_id, transaction).await?;
            self.channels.insert(channel.clone(), id);
            id
        };
        self.last = Some((channel, channel_id));
        Ok((topic_id, channel_id))
    }
}

async fn topic_id(
    (quantity, site, side): Topic,
    person_id: i64,
    transaction: &mut Transaction<'static, Any>,
) -> Result<i64, Error> {
    let names = [
        quantity.name(),
        site.map_or("", Site::name),
        side.map_or("", Side::name),
    ];
    let known =
        "SELECT id FROM topic WHERE person_id = $1 AND quantity = $2 AND site = $3 AND side = $4";
    let new = "INSERT INTO topic (person_id, quantity, site, side, id) VALUES ($1, $2, $3, $4, $5)";
    id_of("topic", [known, new], person_id, &names, transaction).await
}

async fn channel_id(
    channel: &Channel,
    person_id: i64,
    transaction: &mut Transaction<'static, Any>,
) -> Result<i64, Error> {
    let names = [
        channel.source.as_str(),
        channel.device.as_str(),
        channel.method.map_or("", Method::name),
        channel.given.name(),
        channel.zone.as_str(),
    ];
    let known = "SELECT id FROM channel WHERE person_id = $1 AND source = $2 AND device = $3 \
                 AND method = $4 AND given_unit = $5 AND zone = $6";
    let new = "INSERT INTO channel (person_id, source, device, method, given_unit, zone, id) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    id_of("channel", [known, new], person_id, &names, transaction).await
}

/// The id of the row of `table` that `known` finds, or else of the one that `new` makes.
async fn id_of(
    table: &'static str,
    [known, new]: [&'static str; 2],
    person_id: i64,
    names: &[&str],
    transaction: &mut Transaction<'static, Any>,
) -> Result<i64, Error> {
    let mut query = sqlx::query_as(known).bind(person_id);
    for name in names {
        query = query.bind((*name).to_owned());
    }
    let found: Option<(i64,)> = query.fetch_optional(&mut **transaction).await?;
    if let Some((id,)) = found {
        return Ok(id);
    }
    let id = next_id(table, transaction).await?;
    let mut query = sqlx::query(new).bind(person_id);
    for name in names {
        query = query.bind((*name).to_owned());
    }
    query.bind(id).execute(&mut **transaction).await?;
    Ok(id)
}
