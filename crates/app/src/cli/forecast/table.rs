//! A forecast as columns: CSV for programs, a table for reading.

use spotcheck_model::Row;

use crate::wire::columns;

const DAYS_PER_ROW: usize = 28;

pub(super) fn csv<T: Copy>(
    days: &[Row<T>],
    spread: impl Fn(&str, T) -> Vec<(String, f64)>,
) -> String {
    let mut text = String::new();
    for (index, day) in days.iter().enumerate() {
        let columns = columns(day)
            .into_iter()
            .flat_map(|(name, value)| spread(name, value));
        let (names, values): (Vec<String>, Vec<f64>) = columns.unzip();
        if index == 0 {
            text.push_str(&format!("day,{}\n", names.join(",")));
        }
        let values: Vec<String> = values.iter().map(f64::to_string).collect();
        text.push_str(&format!("{},{}\n", day.day, values.join(",")));
    }
    text
}

pub(super) fn table<T: Copy>(days: &[Row<T>], show: impl Fn(T, usize) -> String) -> String {
    let last = days.last().map_or(0, |day| day.day);
    let is_daily = last < days.len();
    let shown =
        |day: &&Row<T>| !is_daily || day.day.is_multiple_of(DAYS_PER_ROW) || day.day == last;
    let mut heads = ["day", "weight kg", "fat kg", "fat-free kg"].to_vec();
    heads.extend(days.iter().take(1).flat_map(girths).map(|(head, _)| head));
    let mut rows = vec![heads.into_iter().map(str::to_owned).collect::<Vec<_>>()];
    let mut regions = vec![
        [
            "day",
            "deep belly kg",
            "belly skin kg",
            "other trunk kg",
            "legs kg",
            "arms kg",
            "head kg",
        ]
        .map(str::to_owned)
        .to_vec(),
    ];
    for day in days.iter().filter(shown) {
        let mut row = vec![
            day.day.to_string(),
            show(day.weight_kg, 1),
            show(day.fat_kg, 1),
            show(day.ffm_kg, 1),
        ];
        row.extend(girths(day).map(|(_, girth)| show(girth, 0)));
        rows.push(row);
        let r = &day.regions;
        let depots = [
            r.visceral_kg,
            r.abdominal_subcutaneous_kg,
            r.other_trunk_kg,
            r.legs_kg,
            r.arms_kg,
            r.head_kg,
        ];
        let mut row = vec![day.day.to_string()];
        row.extend(depots.map(|depot| show(depot, 2)));
        regions.push(row);
    }
    format!("{}\nFat by region\n{}", aligned(&rows), aligned(&regions))
}

/// The circumferences that are known, with their heads.
fn girths<T: Copy>(day: &Row<T>) -> impl Iterator<Item = (&'static str, T)> {
    let girths = [
        ("waist cm", day.waist_cm),
        ("hip cm", day.hip_cm),
        ("thigh cm", day.thigh_cm),
        ("arm cm", day.arm_cm),
    ];
    girths
        .into_iter()
        .filter_map(|(head, girth)| Some((head, girth?)))
}

/// Columns as wide as their widest cell, numbers to the right.
pub(super) fn aligned(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .max()
            .unwrap_or_default()
    };
    let mut text = String::new();
    for row in rows {
        let cells = row
            .iter()
            .enumerate()
            .map(|(i, cell)| format!("{cell:>w$}", w = width(i)));
        text.push_str(&cells.collect::<Vec<_>>().join("  "));
        text.push('\n');
    }
    text
}
