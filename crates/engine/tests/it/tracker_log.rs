//! What a log may hold beside weight and food: other scales, evenings, fat, cycles, events.

use spotcheck_engine::tracker::{
    Cycle, Device, Event, EventKind, FatMethod, FatReading, Log, LoggedIntake, Me, PlannedIntake,
    Refused, Slip, TimeOfDay, Track, TrackError, Tracker, Weighing, track,
};
use spotcheck_model::{Parameters, Sex};

const ME: Me = Me {
    sex: Sex::Female,
    age_y: 35.0,
    height_cm: 170.0,
    pal: Some(1.6),
};
const DAYS: usize = 70;

/// Somebody of 75 kg who stays as they are on 2000 kcal; weight wavers by 0.3 kg in a week.
fn steady() -> Log {
    let wave = [0.0, 0.3, -0.2, 0.1, -0.3, 0.2, -0.1];
    let weights = (0..=DAYS).map(|day| Weighing::morning(day, 75.0 + wave[day % 7]));
    let intake = (0..DAYS).map(|day| LoggedIntake {
        day,
        kcal: if day % 2 == 0 { 1850.0 } else { 2150.0 },
        complete: Some(true),
    });
    Log {
        weights: weights.collect(),
        intake: intake.collect(),
        cycle: Cycle::Absent,
        ..Log::default()
    }
}

fn followed(log: Log) -> Result<Track, TrackError> {
    track(Parameters::published(), ME, log, DAYS, 28)
}

fn expenditure(log: &Log) -> Result<f64, TrackError> {
    let tracker = Tracker::new(Parameters::published(), ME, log.clone())?;
    Ok(tracker.estimate(DAYS, 0)?.expenditure_kcal_per_day.mean())
}

fn offset(track: &Track, device: Device) -> f64 {
    let found = track.offsets.iter().find(|offset| offset.of == device);
    found.map_or(f64::NAN, |offset| offset.by.mean())
}

/// A scale that shows 0.9 kg more from day 40 on: told, it costs nothing; the forecast is what it
/// will show.
#[test]
fn another_scale_is_an_offset_and_no_energy() -> Result<(), TrackError> {
    let plain = expenditure(&steady())?;
    let mut log = steady();
    for weighing in &mut log.weights {
        if 40 <= weighing.day {
            weighing.kg += 0.9;
        }
    }
    let silent = expenditure(&log)?;
    let jumps = followed(log.clone())?.present.jumps;
    let seen = jumps
        .iter()
        .any(|jump| jump.day.abs_diff(40) <= 2 && 0.8 < jump.probability);
    assert!(seen, "{jumps:?}");
    for weighing in &mut log.weights {
        if 40 <= weighing.day {
            weighing.scale = 7;
        }
    }
    let told = expenditure(&log)?;
    assert!((told - plain).abs() < 15.0, "{told} and {plain}");
    // A jump of which nobody tells is seen as one, if it is large beside water.
    assert!((silent - plain).abs() < 60.0, "{silent} and {plain}");
    let track = followed(log)?;
    let found = offset(&track, Device::Scale(7));
    assert!((found - 0.9).abs() < 0.2, "{found}");
    let trend = track.present.trend_kg.mean();
    assert!((trend - 75.0).abs() < 0.2, "{trend}");
    let shown = track.forecast[27].shown_kg.mean();
    assert!((shown - 75.9).abs() < 0.4, "{shown}");
    Ok(())
}

/// A reading in pounds beside one in kilograms on the same morning spoils neither the day nor the other.
#[test]
fn regress_a_slip_is_not_averaged_into_the_reading_beside_it() -> Result<(), TrackError> {
    let log = steady();
    let beside = log.weights[20];
    let slip = Weighing {
        kg: beside.kg / 0.453_592_37,
        ..beside
    };
    let mut slipped = log.clone();
    slipped.weights.push(slip);
    let (track, with_slip) = (followed(log)?, followed(slipped)?);
    let refused = Refused {
        day: slip.day,
        kg: slip.kg,
        why: Slip::OtherUnit,
    };
    assert_eq!(with_slip.present.refused, [refused]);
    let [trend, again] = [&track, &with_slip].map(|track| track.present.trend_kg.mean());
    assert!((trend - again).abs() < 1e-9, "{trend} {again}");
    Ok(())
}

/// Every third weighing is made in the evening and shows 1.6 kg more.
#[test]
fn evenings_are_told_from_mornings() -> Result<(), TrackError> {
    let mut log = steady();
    for weighing in log.weights.iter_mut().filter(|w| w.day % 3 == 0) {
        weighing.kg += 1.6;
        weighing.time = TimeOfDay::Evening;
    }
    let track = followed(log)?;
    let found = offset(&track, Device::Time(TimeOfDay::Evening));
    assert!((found - 1.6).abs() < 0.15, "{found}");
    assert!((track.present.trend_kg.mean() - 75.0).abs() < 0.2);
    assert!(track.present.refused.is_empty());
    Ok(())
}

/// What is known on a day does not hang on what is written down after it: bleedings, other scales, evenings, scans.
#[test]
fn regress_what_comes_later_is_not_known_before() -> Result<(), TrackError> {
    let mut early = steady();
    early.cycle = Cycle::Begun(vec![3, 34]);
    let mut late = early.clone();
    late.cycle = Cycle::Begun(vec![3, 34, 52]);
    for weighing in late.weights.iter_mut().filter(|w| 50 <= w.day) {
        weighing.kg += 0.9;
        weighing.time = TimeOfDay::Evening;
        weighing.scale = u32::try_from(weighing.day).unwrap_or(0);
    }
    late.fat.push(FatReading {
        day: 60,
        fat_frac: 0.4,
        method: FatMethod::Bia,
    });
    let at = |log: Log| Tracker::new(Parameters::published(), ME, log)?.track(45, 14);
    assert_eq!(at(early)?, at(late)?);
    // On the day itself it is known.
    let told = |days: &[usize]| {
        let mut log = steady();
        log.cycle = Cycle::Begun(days.to_vec());
        Tracker::new(Parameters::published(), ME, log)?.estimate(45, 14)
    };
    assert_ne!(told(&[3, 34])?, told(&[3, 34, 45])?);
    assert_eq!(
        told(&[52])?,
        Tracker::new(Parameters::published(), ME, untold())?.estimate(45, 14)?
    );
    Ok(())
}

fn untold() -> Log {
    Log {
        cycle: Cycle::Untold,
        ..steady()
    }
}

/// Nine offsets are followed, not ten.
#[test]
fn too_many_scales_are_refused() {
    let mut log = steady();
    for (weighing, scale) in log.weights.iter_mut().zip(0..11) {
        weighing.scale = scale;
    }
    let refused = followed(log);
    assert!(matches!(
        refused,
        Err(TrackError::TooManyDevices {
            needed: 10,
            most: 9
        })
    ));
}

fn scanned(method: FatMethod, count: usize) -> Result<(f64, f64), TrackError> {
    let mut log = steady();
    log.fat = (0..count)
        .map(|place| FatReading {
            day: 3 * place,
            fat_frac: 0.40,
            method,
        })
        .collect();
    let fat = followed(log)?.present.fat_kg;
    Ok((fat.mean(), fat.sd()))
}

/// The better the method the nearer to it; what a method is off by in a person no repetition
/// removes. A posterior of two normals by hand: DXA, bias 0.02 and repeat 0.022 × 0.40, of 75 kg.
#[test]
fn fat_is_fused_by_how_well_it_is_measured() -> Result<(), TrackError> {
    let none = scanned(FatMethod::Dxa, 0)?;
    let dxa = scanned(FatMethod::Dxa, 1)?;
    let bia = scanned(FatMethod::Bia, 1)?;
    let often = scanned(FatMethod::Bia, 20)?;
    let measured = 0.40 * 75.0;
    assert!(none.0 < bia.0 && bia.0 < dxa.0 && dxa.0 < measured);
    assert!(dxa.1 < bia.1 && bia.1 < none.1 && often.1 < bia.1);
    let error = 75.0 * f64::hypot(0.02, 0.022 * 0.40);
    let gain = none.1.powi(2) / (none.1.powi(2) + error.powi(2));
    let by_hand = none.0 + gain * (measured - none.0);
    assert!((dxa.0 - by_hand).abs() < 0.1, "{} and {by_hand}", dxa.0);
    let bias = 75.0 * 0.045;
    let least = (none.1.powi(-2) + f64::powi(bias, -2)).powf(-0.5);
    assert!(0.98 * least < often.1, "{} and {least}", often.1);
    Ok(())
}

/// Half a kilogram within three days of every bleeding, 31 days apart: who tells the days has a
/// trend that does not follow it.
#[test]
fn a_cycle_that_is_told_is_no_tissue() -> Result<(), TrackError> {
    let begun: Vec<usize> = vec![3, 34, 65];
    let mut log = steady();
    for weighing in &mut log.weights {
        let near = begun.iter().any(|day| day.abs_diff(weighing.day) <= 3);
        weighing.kg += if near { 0.5 } else { 0.0 };
    }
    let end = |cycle: Cycle| -> Result<f64, TrackError> {
        let log = Log {
            cycle,
            ..log.clone()
        };
        let tracker = Tracker::new(Parameters::published(), ME, log)?;
        Ok(tracker.estimate(66, 0)?.trend_kg.mean())
    };
    let (absent, told) = (end(Cycle::Absent)?, end(Cycle::Begun(begun))?);
    // The mean over a cycle is 0.11 kg above the rest.
    assert!(
        (told - 75.11).abs() < (absent - 75.11).abs(),
        "{told} and {absent}"
    );
    assert!((told - 75.11).abs() < 0.2, "{told}");
    assert_eq!(
        end(Cycle::Begun(Vec::new()))?.to_bits(),
        end(Cycle::Untold)?.to_bits()
    );
    Ok(())
}

/// A kilogram of water within a fortnight is no energy if creatine is named; an illness widens.
#[test]
fn events_are_water() -> Result<(), TrackError> {
    let plain = expenditure(&steady())?;
    let mut log = steady();
    for weighing in log.weights.iter_mut().filter(|w| 40 <= w.day) {
        weighing.kg += ((weighing.day - 40) as f64 / 14.0).min(1.0);
    }
    let silent = expenditure(&log)?;
    let kind = EventKind::Creatine;
    log.events = vec![Event { day: 40, kind }];
    let told = expenditure(&log)?;
    assert!(
        (told - plain).abs() < 0.5 * (silent - plain).abs(),
        "{plain} {told} {silent}"
    );
    let sd = |kind: Option<EventKind>| -> Result<f64, TrackError> {
        let mut log = steady();
        log.events = kind
            .map(|kind| Event { day: 65, kind })
            .into_iter()
            .collect();
        Ok(followed(log)?.present.trend_kg.sd())
    };
    assert!(1.1 * sd(None)? < sd(Some(EventKind::Illness))?);
    assert_eq!(
        sd(Some(EventKind::Illness))?.to_bits(),
        sd(Some(EventKind::Travel))?.to_bits()
    );
    Ok(())
}

/// Water that is known to the gram comes all the same: the trend rises by it over its days.
#[test]
fn regress_water_without_a_spread_still_comes() -> Result<(), TrackError> {
    let mut parameters = Parameters::published().clone();
    parameters.tracking.creatine_water.interval = None;
    let water = parameters.tracking.creatine_water.value;
    let ends = |events: Vec<Event>| {
        let log = Log { events, ..steady() };
        let track = track(&parameters, ME, log, DAYS, 28)?;
        Ok::<_, TrackError>(track.forecast[27].trend_kg.mean())
    };
    let kind = EventKind::Creatine;
    let gained = ends(vec![Event { day: DAYS, kind }])? - ends(Vec::new())?;
    assert!((gained - water).abs() < 0.05, "{gained}");
    Ok(())
}

/// A kilogram of tissue is lost in four weeks while creatine brings one of water: the weight stands,
/// and tissue is known to have fallen.
#[test]
fn water_that_is_told_is_no_tissue_gained() -> Result<(), TrackError> {
    let mut log = steady();
    for weighing in &mut log.weights {
        weighing.kg -= 0.25 * weighing.day as f64 / 7.0;
        let since = weighing.day.saturating_sub(DAYS - 24);
        weighing.kg += (since as f64 / 14.0).min(1.0);
    }
    log.events = vec![Event {
        day: DAYS - 24,
        kind: EventKind::Creatine,
    }];
    let recent = followed(log)?.recent;
    assert_eq!(recent.days, 28);
    let shown = recent.shown_kg_per_week.unwrap_or(f64::NAN);
    assert!(shown.abs() < 0.12, "{shown}");
    let tissue = recent.tissue_kg.mean();
    assert!((-1.4..-0.6).contains(&tissue), "{tissue}");
    Ok(())
}

/// A log of more than a year, in which hypotheses are given up on the way.
#[test]
fn a_long_log_is_followed_to_its_end() -> Result<(), TrackError> {
    let (short, mut long) = (steady(), steady());
    for round in 1..6 {
        let from = round * DAYS;
        let weights = short.weights.iter().skip(1);
        long.weights.extend(weights.map(|weighing| Weighing {
            day: weighing.day + from,
            ..*weighing
        }));
        let intake = short.intake.iter();
        long.intake.extend(intake.map(|logged| LoggedIntake {
            day: logged.day + from,
            ..*logged
        }));
    }
    let tracker = Tracker::new(Parameters::published(), ME, long)?;
    let past = tracker.past(6 * DAYS)?;
    assert_eq!(past.len(), 6 * DAYS + 1);
    for day in [DAYS, 3 * DAYS, 6 * DAYS] {
        let (spent, trend) = (&past[day].expenditure_kcal_per_day, &past[day].trend_kg);
        assert!((spent.mean() - 2000.0).abs() < 60.0, "{}", spent.mean());
        assert!((trend.mean() - 75.0).abs() < 0.2, "{}", trend.mean());
    }
    Ok(())
}

/// Bands open with the days, the last is the estimate's, and a plan decides the chance of a goal.
#[test]
fn what_is_to_come_has_bands_and_chances() -> Result<(), TrackError> {
    let plan = |kcal: f64| {
        vec![PlannedIntake {
            from_day: DAYS,
            kcal,
        }]
    };
    let log = Log {
        plan: plan(1400.0),
        ..steady()
    };
    let track = followed(log)?;
    assert_eq!(track.past.len(), DAYS + 1);
    assert_eq!(track.forecast.len(), 28);
    let days: Vec<usize> = track.forecast.iter().map(|f| f.day).collect();
    assert_eq!((days[0], days[27]), (DAYS + 1, DAYS + 28));
    assert_eq!(track.forecast[27].shown_kg, track.present.weight_ahead_kg);
    let sds: Vec<f64> = track.forecast.iter().map(|f| f.trend_kg.sd()).collect();
    assert!(sds[0] < sds[27]);
    let chance = |goal| track.chance_of(goal, DAYS + 28).unwrap_or(f64::NAN);
    // 600 kcal a day less for four weeks are about two kilograms.
    assert!(chance(76.9) < 0.01 && chance(74.5) > 0.95 && chance(70.0) < 0.05);
    let goal = track.forecast[27].trend_kg.quantile(0.3);
    assert!((chance(goal) - 0.3).abs() < 1e-9);
    assert_eq!(track.chance_of(74.0, DAYS + 29), None);
    assert_eq!(track.chance_of(74.0, DAYS - 1), None);
    let week_ago = track.week_ago.expect("there was a week before");
    assert_eq!(week_ago.as_of, DAYS - 7);
    Ok(())
}

/// A day of nothing says that nothing was written down, and no figure is lost by it.
#[test]
fn regress_a_day_of_no_kilocalories_is_one_cut_short() -> Result<(), TrackError> {
    let of = |days: &[usize], complete: Option<bool>| {
        let mut log = steady();
        for &day in days {
            log.intake[day].kcal = 0.0;
            log.intake[day].complete = complete;
        }
        log
    };
    let [silent, told] = [None, Some(false)].map(|complete| expenditure(&of(&[62], complete)));
    let (silent, told) = (silent?, told?);
    assert!((silent - told).abs() < 10.0, "{silent} {told}");
    let every: Vec<usize> = (0..DAYS).collect();
    let track = followed(of(&every, None))?;
    let present = &track.present;
    for figure in [
        &present.expenditure_kcal_per_day,
        &present.real_expenditure_kcal_per_day,
        &present.trend_kg,
        &present.weight_ahead_kg,
    ] {
        let range = [0.05, 0.95].map(|p| figure.quantile(p));
        assert!(range.iter().all(|end| end.is_finite()), "{present:?}");
    }
    let trend = present.trend_kg.mean();
    assert!((trend - 75.0).abs() < 0.5, "{trend}");
    Ok(())
}
