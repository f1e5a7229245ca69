//! Follows a population and tells its means, for `make bench`: `bodies PEOPLE DAYS DIET WORK THREADS`.
//!
//! DIET is `steady` or `varied` (another intake every day); WORK is `none` (people are made and
//! nobody followed, what is to be subtracted), `final` or `daily`. Every number told is added up.
//! Each thread takes a range of people and makes them a few at a time, so that none are held.
#![expect(clippy::print_stdout, reason = "an example tells what it found")]

use std::{error::Error, ops::Range, thread};

use spotcheck_model::{
    self as model, Parameters, Person, PersonInput, Schedule, Setting, Sex,
    batch::{Batch, Block, BodyRow, Lanes, Schedules},
};

/// People made at a time.
const MADE: usize = 512;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [people, days, diet, work, threads] = arguments.as_slice() else {
        return Err("name people, days, a diet, the work and threads".into());
    };
    let (people, threads): (usize, usize) = (people.parse()?, threads.parse()?);
    let study = Study::new(days.parse()?, diet == "varied", work);
    let share = people.div_ceil(threads);
    let ranges = (0..threads).map(|i| (i * share).min(people)..((i + 1) * share).min(people));
    let mut all = Sums::default();
    thread::scope(|scope| {
        let mut running = Vec::with_capacity(threads);
        for range in ranges {
            let study = &study;
            running.push(scope.spawn(move || study.follow(range)));
        }
        for thread in running {
            all.join(&thread.join().expect("no thread panics")?);
        }
        Ok::<_, model::Error>(())
    })?;
    let means = all
        .lanes
        .map(|lanes| lanes.iter().sum::<f64>() / all.told as f64);
    println!(
        "{} {}",
        all.refused,
        means.map(|mean| mean.to_string()).join(" ")
    );
    Ok(())
}

/// What is done with each person.
struct Study {
    days: usize,
    varied: bool,
    /// Days told; nobody is followed without any.
    told: Vec<usize>,
}

impl Study {
    fn new(days: usize, varied: bool, work: &str) -> Self {
        let told = match work {
            "daily" => (0..=days).collect(),
            "final" => vec![days],
            _ => Vec::new(),
        };
        Self { days, varied, told }
    }

    fn follow(&self, range: Range<usize>) -> Result<Sums, model::Error> {
        let mut sums = Sums::default();
        for first in range.clone().step_by(MADE) {
            let made = || (first..range.end.min(first + MADE)).map(Traits);
            let people = made().map(Traits::person).collect::<Result<Vec<_>, _>>()?;
            let schedules = made().map(|traits| self.schedule(traits));
            let schedules = schedules.collect::<Result<Vec<_>, _>>()?;
            if self.told.is_empty() {
                continue;
            }
            let batch = Batch {
                parameters: Parameters::published(),
                people: &people,
                schedules: Schedules::Each(&schedules),
                days: &self.told,
            };
            batch.states(|block| sums.take(block))?;
        }
        Ok(sums)
    }

    /// A constant change of intake of up to 500 kcal/day, or one that goes up and down to it.
    fn schedule(&self, traits: Traits) -> Result<Schedule, model::Error> {
        let change = 1000.0 * traits.uniform(5.0) - 500.0;
        if !self.varied {
            return Schedule::usual().hold(Setting::IntakeChangeKcalPerDay(change), 0);
        }
        let daily = |day: usize| change * traits.uniform(day as f64 + 6.0);
        let daily: Vec<f64> = (0..self.days).map(daily).collect();
        Schedule::usual().daily(Setting::IntakeChangeKcalPerDay, 0, &daily)
    }
}

/// What there is to know of a person, made up from their number.
#[derive(Clone, Copy)]
struct Traits(usize);

impl Traits {
    /// One of the person's numbers between 0 and 1, evenly spread over people: the same bits in
    /// every language.
    fn uniform(self, which: f64) -> f64 {
        (self.0 as f64 * (which * which + 1.0).sqrt()).fract()
    }

    fn person(self) -> Result<Person, model::Error> {
        let height_m = 1.55 + 0.35 * self.uniform(2.0);
        Person::new(PersonInput::new(
            if self.0.is_multiple_of(2) {
                Sex::Male
            } else {
                Sex::Female
            },
            20.0 + 50.0 * self.uniform(1.0),
            100.0 * height_m,
            (25.0 + 20.0 * self.uniform(3.0)) * height_m * height_m,
            1.5,
        ))
    }
}

/// Quantities of a row.
const QUANTITIES: usize = 7;

/// Sums over everything told, lane by lane.
#[derive(Default)]
struct Sums {
    lanes: [[f64; Lanes::COUNT]; QUANTITIES],
    told: usize,
    refused: usize,
}

impl Sums {
    fn take(&mut self, block: &Block<'_, BodyRow<Lanes>>) {
        let kept: Vec<usize> = block.kept().collect();
        self.told += kept.len() * block.rows().len();
        self.refused += block.refused().len();
        for row in block.rows() {
            if kept.len() == Lanes::COUNT {
                self.add(row, &(0..Lanes::COUNT));
            } else {
                self.add(row, &kept.iter().copied());
            }
        }
    }

    fn add(&mut self, row: &BodyRow<Lanes>, places: &(impl Iterator<Item = usize> + Clone)) {
        let quantities: [&Lanes; QUANTITIES] = [
            &row.weight_kg,
            &row.fat_kg,
            &row.lean_tissue_kg,
            &row.glycogen_kg,
            &row.ecf_kg,
            &row.adaptive_kcal_per_day,
            &row.expenditure_kcal_per_day,
        ];
        for (sums, quantity) in self.lanes.iter_mut().zip(quantities) {
            for place in places.clone() {
                sums[place] += quantity.values()[place];
            }
        }
    }

    fn join(&mut self, other: &Self) {
        let sums = self.lanes.as_flattened_mut().iter_mut();
        for (sum, more) in sums.zip(other.lanes.as_flattened()) {
            *sum += more;
        }
        self.told += other.told;
        self.refused += other.refused;
    }
}
