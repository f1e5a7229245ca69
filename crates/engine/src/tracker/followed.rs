//! What comes out of all hypotheses together.

use super::{
    Device, Estimate, Foretold, Jumped, Mixture, Normal, Offset, Past, Rate, Recent, WEEK_DAYS,
    Weighing,
    belief::{FAT, LEAN, SPENT, SUM, Vector, along},
    course::{Course, Hypothesis, STALL_DAYS, WINDOW_DAYS},
    filter::{Filter, Jump, trend},
    readings::Reading,
    slots::{SPENT_THEN, TISSUE_THEN},
    smoother::{Smoothed, smooth},
};

/// Days after which hypotheses about water are sorted out.
const SORTING_DAYS: usize = 120;
/// A hypothesis with less than this share is given no jump.
const LEAST_SHARE: f64 = 0.05;
/// The past is that of the most probable hypotheses, which have this share together.
const PAST_SHARE: f64 = 0.95;
/// In the past of a log that is longer than they are sorted out after there are no more.
const MOST_PAST: usize = 3;
/// Score of a 90 % range.
const SCORE_90: f64 = 1.645;
/// Share below which one is given up then.
const POSSIBLE: f64 = 0.02;
/// Jumps of weight that are looked for.
const MOST_JUMPS: usize = 4;
/// Fewest weighings through which a line is drawn.
const LEAST_READINGS: usize = 4;

/// Hypotheses that have followed a log up to today, and how probable each is.
#[derive(Debug)]
pub(super) struct Followed<'a, const N: usize> {
    course: &'a Course<'a>,
    begun: Vec<Hypothesis<'a, N>>,
    filters: Vec<Filter<'a, N>>,
    shares: Vec<f64>,
}

impl<'a, const N: usize> Followed<'a, N> {
    /// Follows every hypothesis about water; where readings suggest that weight jumped, every one
    /// of them with a jump on the likeliest day as well.
    pub(super) fn new(course: &'a Course<'a>) -> Self {
        let mut all = Self {
            course,
            begun: Vec::new(),
            filters: Vec::new(),
            shares: Vec::new(),
        };
        all.add(course.hypotheses());
        let (mut jumps, mut without) = (Vec::new(), 0);
        for _ in 0..MOST_JUMPS {
            let Some((jump, odds)) = course.jump(all.likeliest(without)) else {
                break;
            };
            jumps.push(jump);
            let with = all.begun.len();
            let probable = all.begun[without..].iter().zip(&all.shares[without..]);
            let supposed =
                probable
                    .filter(|(_, share)| LEAST_SHARE <= **share)
                    .map(|((share, filter), _)| {
                        let mut filter = filter.clone();
                        filter.jumps.clone_from(&jumps);
                        (share * odds, filter)
                    });
            all.add(supposed.collect());
            let share = |from: usize, to: usize| all.shares[from..to].iter().sum::<f64>();
            if share(with, all.shares.len()) < share(without, with) {
                break;
            }
            without = with;
        }
        all
    }

    /// The beginning of the most probable hypothesis from `first` on.
    fn likeliest(&self, first: usize) -> Filter<'a, N> {
        let places = first..self.shares.len();
        let best = places.max_by(|a, b| self.shares[*a].total_cmp(&self.shares[*b]));
        let (_, filter) = &self.begun[best.expect("there are hypotheses")];
        filter.clone()
    }

    /// Follows more hypotheses; of a long log only those that are still possible after months.
    fn add(&mut self, begun: Vec<Hypothesis<'a, N>>) {
        let mut filters: Vec<Filter<'_, N>> = begun.iter().map(|(_, f)| f.clone()).collect();
        if SORTING_DAYS < self.course.today {
            for filter in &mut filters {
                self.course.approach(filter, SORTING_DAYS);
            }
        }
        let shares = shares(&begun, &filters);
        let all = begun.into_iter().zip(filters).zip(shares);
        for ((begun, mut filter), _) in all.filter(|(_, share)| POSSIBLE <= *share) {
            self.course.follow(&mut filter);
            self.begun.push(begun);
            self.filters.push(filter);
        }
        self.shares = self::shares(&self.begun, &self.filters);
    }

    fn mix(&self, of: impl Fn(&Filter<'_, N>) -> Normal) -> Mixture {
        let parts = self.shares.iter().zip(&self.filters);
        Mixture::new(parts.map(|(share, filter)| (*share, of(filter))).collect())
    }

    fn along(&self, weights: &Vector<N>) -> Mixture {
        self.mix(|filter| filter.belief.of(weights, 0.0))
    }

    /// What is known today, and the weight on the last morning that is foretold.
    pub(super) fn estimate(&self) -> Estimate {
        let as_of = self.course.today;
        let prior = &self.course.prior;
        let water = |(share, filter): (&f64, &Filter<'_, N>)| share * filter.water.sd_kg;
        let water_kg: f64 = self.shares.iter().zip(&self.filters).map(water).sum();
        Estimate {
            as_of,
            expenditure_kcal_per_day: self.mix(|filter| fortnight(filter, as_of)),
            real_expenditure_kcal_per_day: self
                .mix(|filter| prior.real_given(fortnight(filter, as_of))),
            trend_kg: self.along(&trend()),
            fat_kg: self.along(&along(&[FAT])),
            weight_ahead_kg: self.mix(|filter| self.ahead(filter.clone(), |_, _| {})),
            rate: self.rate(),
            water_kg: SCORE_90 * water_kg,
            jumps: self.jumps(),
            refused: self.course.readings.refused.clone(),
        }
    }

    /// The jumps that were looked at, each supposed by the hypotheses it was found with and all later.
    fn jumps(&self) -> Vec<Jumped> {
        let most = self.filters.iter().max_by_key(|filter| filter.jumps.len());
        let looked_at = most.map_or(&[][..], |filter| &filter.jumps);
        let supposed = |jump: &Jump| {
            let pairs = self.shares.iter().zip(&self.filters);
            let having = pairs.filter(|(_, filter)| filter.jumps.contains(jump));
            having.map(|(share, _)| share).sum()
        };
        let jumped = |jump: &Jump| Jumped {
            day: jump.day,
            probability: supposed(jump),
        };
        looked_at.iter().map(jumped).collect()
    }

    /// Keeps the plan to its end, and says what the scale shows then; `morning` sees each day.
    fn ahead(&self, mut filter: Filter<'_, N>, mut morning: impl FnMut(Normal, Normal)) -> Normal {
        let (course, scale) = (self.course, self.course.scale());
        for day in course.ahead() {
            filter.pass(&course.days[day]);
            let shown = filter.reading(scale, &course.days[day + 1]);
            morning(filter.belief.of(&trend(), 0.0), shown);
        }
        filter.reading(scale, &course.days[filter.day])
    }

    /// The mornings after today if the plan is kept.
    pub(super) fn foretold(&self) -> Vec<Foretold> {
        let courses: Vec<Vec<(Normal, Normal)>> = self
            .filters
            .iter()
            .map(|filter| {
                let mut mornings = Vec::with_capacity(self.course.ahead().len());
                self.ahead(filter.clone(), |trend, shown| mornings.push((trend, shown)));
                mornings
            })
            .collect();
        let mix = |place: usize, of: fn(&(Normal, Normal)) -> Normal| {
            let parts = self.shares.iter().zip(&courses);
            Mixture::new(parts.map(|(w, days)| (*w, of(&days[place]))).collect())
        };
        let foretold = |(place, day): (usize, usize)| Foretold {
            day: day + 1,
            trend_kg: mix(place, |both| both.0),
            shown_kg: mix(place, |both| both.1),
        };
        self.course.ahead().enumerate().map(foretold).collect()
    }

    /// How fast tissue changes from today on, by what is eaten.
    fn rate(&self) -> Rate {
        let part = |(share, filter): (&f64, &Filter<'_, N>)| {
            let (weights, per_kcal) = filter.step(0.0).tissue();
            (*share, per_kcal, filter.belief.of(&weights, 0.0))
        };
        Rate::new(self.shares.iter().zip(&self.filters).map(part).collect())
    }

    /// What other scales, evenings and methods add.
    pub(super) fn offsets(&self) -> Vec<Offset> {
        let devices = self.course.slots.devices();
        let offset = |(slot, of): (usize, Device)| Offset {
            of,
            by: self.along(&along(&[slot])),
        };
        devices.map(offset).collect()
    }

    /// Tissue and expenditure since they were last remembered; there has to be room for that.
    pub(super) fn recent(&self) -> Recent {
        let days = STALL_DAYS.min(self.course.today);
        let mut tissue: Vector<N> = along(&[FAT, LEAN]);
        tissue[TISSUE_THEN] = -1.0;
        let spent = |filter: &Filter<'_, N>| {
            let mut spent: Vector<N> = along(&[SPENT]);
            spent[SPENT_THEN] = -1.0;
            let explained = filter.step(0.0).per_kg_of_tissue();
            for (entry, tissue) in spent.iter_mut().zip(&tissue) {
                *entry -= explained * tissue;
            }
            filter.belief.of(&spent, 0.0)
        };
        let first = self.course.today - days;
        let eaten = self.course.days[first..self.course.today].iter();
        let eaten = eaten.map(|day| day.eaten.mean).sum::<f64>() / days.max(1) as f64;
        Recent {
            days,
            tissue_kg: self.along(&tissue),
            expenditure_kcal_per_day: self.mix(spent),
            eaten_kcal_per_day: eaten,
            shown_kg_per_week: self.shown(first),
        }
    }

    /// What a weighing's scale and time of day are taken to add, kg.
    fn added(&self, weighing: &Weighing) -> f64 {
        let devices = [Device::Scale(weighing.scale), Device::Time(weighing.time)];
        let slots = devices.map(|device| self.course.slots.of(device));
        let added = |slot| self.along(&along(&[slot])).mean();
        slots.into_iter().flatten().map(added).sum()
    }

    /// Slope of a straight line through the weighings since `first`, each less what its scale and
    /// time of day add, kg a week.
    fn shown(&self, first: usize) -> Option<f64> {
        let kept = &self.course.readings.kept;
        let from = kept.partition_point(|reading| reading.weighing.day < first);
        let recent = &kept[from..];
        if recent.len() < LEAST_READINGS {
            return None;
        }
        let count = recent.len() as f64;
        let point = |reading: &Reading| {
            let weighing = &reading.weighing;
            (weighing.day as f64, weighing.kg - self.added(weighing))
        };
        let points: Vec<(f64, f64)> = recent.iter().map(point).collect();
        let (day, kg) = points.iter().fold((0.0, 0.0), |sum, point| {
            (sum.0 + point.0 / count, sum.1 + point.1 / count)
        });
        let (cross, square) = points.iter().fold((0.0, 0.0), |sum, point| {
            let off = point.0 - day;
            (sum.0 + off * (point.1 - kg), sum.1 + off * off)
        });
        (0.0 < square).then(|| WEEK_DAYS * cross / square)
    }

    /// The least share of a hypothesis that is in the past.
    fn least_of_past(&self) -> f64 {
        let mut sorted = self.shares.clone();
        sorted.sort_by(|a, b| b.total_cmp(a));
        if SORTING_DAYS < self.course.today {
            sorted.truncate(MOST_PAST);
        }
        let mut sum = 0.0;
        let enough = |share: &&f64| {
            sum += **share;
            PAST_SHARE <= sum
        };
        let last = sorted.last().copied().unwrap_or(0.0);
        sorted.iter().find(enough).copied().unwrap_or(last)
    }

    /// Each day of the past in the light of what came after.
    pub(super) fn past(&self) -> Vec<Past> {
        let least = self.least_of_past();
        let heavy = || {
            let pairs = self.shares.iter().zip(&self.begun);
            pairs.filter(|(share, _)| least <= **share)
        };
        let total: f64 = heavy().map(|(share, _)| share).sum();
        let courses: Vec<(f64, Vec<Smoothed>)> = heavy()
            .map(|(share, (_, filter))| (share / total, smooth(self.course, filter.clone())))
            .collect();
        let past = |day: usize| {
            let mix = |of: fn(&Smoothed) -> Normal| {
                Mixture::new(courses.iter().map(|(w, d)| (*w, of(&d[day]))).collect())
            };
            Past {
                day,
                trend_kg: mix(|day| day.trend_kg),
                fat_kg: mix(|day| day.fat_kg),
                expenditure_kcal_per_day: mix(|day| day.expenditure),
            }
        };
        (0..=self.course.today).map(past).collect()
    }
}

/// Probability of each hypothesis given the readings so far.
fn shares<const N: usize>(begun: &[Hypothesis<'_, N>], followed: &[Filter<'_, N>]) -> Vec<f64> {
    let both = begun.iter().zip(followed);
    let lns = both.map(|((prior, _), filter)| prior.ln() + filter.ln_density);
    let lns: Vec<f64> = lns.collect();
    let best = lns.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let total: f64 = lns.iter().map(|ln| (ln - best).exp()).sum();
    lns.iter().map(|ln| (ln - best).exp() / total).collect()
}

/// Mean expenditure of the days summed up; on the first morning what is believed of it.
fn fortnight<const N: usize>(filter: &Filter<'_, N>, as_of: usize) -> Normal {
    let mut weights = [0.0; N];
    if as_of == 0 {
        weights[SPENT] = 1.0;
    } else {
        weights[SUM] = 1.0 / as_of.min(WINDOW_DAYS) as f64;
    }
    filter.belief.of(&weights, 0.0)
}
