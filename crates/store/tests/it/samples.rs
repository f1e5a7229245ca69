//! Observations to keep.

use jiff::civil::{Date, date, time};
use jiff::tz::Offset;
use spotcheck_import::{Method, Moment, Observation, Quantity, Set, SetKind, Side, Site, Unit};

/// The first day of the samples.
pub(crate) const START: Date = date(2026, 3, 1);

pub(crate) fn day(n: i64) -> Date {
    use jiff::ToSpan as _;
    START.checked_add(n.days()).expect("in range")
}

/// A weighing in the morning of the `n`th day.
pub(crate) fn weight(n: i64, kg: f64) -> Observation {
    let at = Moment::at(
        day(n).to_datetime(time(7, 5, 30, 250_000_000)),
        Offset::constant(2),
    );
    let mut weight = Observation::new(Quantity::Weight, kg, Unit::Kilogram, at);
    "scale".clone_into(&mut weight.source);
    weight.row = n.unsigned_abs() + 2;
    weight
}

/// One of everything an observation can say.
pub(crate) fn rich() -> Vec<Observation> {
    let mut girth = Observation::new(
        Quantity::Girth,
        38.5,
        Unit::Inch,
        Moment::on_wall(day(0).to_datetime(time(7, 0, 0, 0))),
    );
    girth.site = Some(Site::Bicep);
    girth.side = Some(Side::Left);
    girth.method = Some(Method::Manual);
    girth.device = Some("tape of steel".to_owned());
    girth.zone = Some("Europe/Berlin".to_owned());
    "Ana’s diary".clone_into(&mut girth.source);
    girth.note = Some("after training; 'quoted', \u{1F44D}".to_owned());
    let mut set = Observation::new(Quantity::Load, 60.0, Unit::Pound, Moment::of_day(day(1)));
    set.set = Some(Set {
        number: Some(3),
        kind: SetKind::Drop,
    });
    set.item = Some("squat".to_owned());
    set.group = Some("legs".to_owned());
    set.external_id = Some("a-1".to_owned());
    let mut steps = weight(2, 1200.0);
    steps.quantity = Quantity::Steps;
    steps.given = Unit::Count;
    steps.until = Some(Moment::at(
        day(3).to_datetime(time(0, 10, 0, 0)),
        Offset::constant(1),
    ));
    vec![girth, set, steps]
}

/// Food eaten on a day; two equal ones are two.
pub(crate) fn egg(n: i64) -> Observation {
    let mut egg = Observation::new(
        Quantity::EnergyEaten,
        78.0,
        Unit::Kilocalorie,
        Moment::of_day(day(n)),
    );
    egg.item = Some("egg".to_owned());
    egg
}
