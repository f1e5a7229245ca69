//! The parameters by name: one group per file, one field per number, each with the unit the code
//! asks for.

use super::parameter::Parameter;
use crate::{Error, Sex};

/// Declares a group of parameters, how its file is read and how it is listed.
macro_rules! group {
    ($(#[$doc:meta])* $group:ident in $file:literal {
        $($(#[$field_doc:meta])* $field:ident: $unit:literal,)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize)]
        #[serde(deny_unknown_fields)]
        pub struct $group {
            $($(#[$field_doc])* #[doc = concat!("Unit: `", $unit, "`.")] pub $field: Parameter,)+
        }

        impl $group {
            pub(super) fn parse(text: &str) -> Result<Self, Error> {
                let group: Self = toml::from_str(text).map_err(|source| Error::ParameterFile {
                    file: $file,
                    source: Box::new(source),
                })?;
                $(group.$field.check(stringify!($field), $unit)?;)+
                Ok(group)
            }

            pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Parameter)> {
                [$((stringify!($field), &self.$field)),+].into_iter()
            }
        }
    };
}

pub(super) use group;

group! {
    /// The energy-balance model of Hall 2011.
    EnergyParameters in "energy.toml" {
        /// Energy of a kg of glycogen, `ρ_G`.
        glycogen_energy: "kcal/kg",
        /// Energy of a kg of fat, `ρ_F`.
        fat_energy: "kcal/kg",
        /// Energy of a kg of lean tissue, `ρ_L`.
        lean_energy: "kcal/kg",
        /// Energy to keep a kg of fat a day, `γ_F`.
        fat_upkeep: "kcal/kg/day",
        /// Energy to keep a kg of lean tissue a day, `γ_L`.
        lean_upkeep: "kcal/kg/day",
        /// Energy spent on depositing a kg of fat, `η_F`.
        fat_deposition: "kcal/kg",
        /// Energy spent on depositing a kg of lean tissue, `η_L`.
        lean_deposition: "kcal/kg",
        /// Share of a change of intake spent on digesting it, `β_TEF`.
        thermic_effect: "kcal/kcal",
        /// Share of a change of intake that expenditure follows once adapted, `β_AT`.
        adaptive_gain: "kcal/kcal",
        /// Time constant of adaptive thermogenesis, `τ_AT`.
        adaptive_time: "day",
        /// Fat mass at which a kg of lean tissue goes with a kg of fat: dF/dL = F over this.
        forbes_slope: "kg",
        /// Sodium in a kg of extracellular fluid.
        fluid_sodium: "mg/kg",
        /// Extra sodium excreted a day per kg of extra fluid, `ξ_Na`.
        sodium_excretion: "mg/kg/day",
        /// Sodium excretion that follows carbohydrate restriction, `ξ_CI`.
        carb_sodium: "mg/day",
        /// Water bound to a kg of glycogen.
        glycogen_water: "kg/kg",
        /// Glycogen at the usual diet, `G_0`.
        glycogen_at_start: "kg",
    }
}

group! {
    /// What a person is taken to be before anything changes.
    BaselineParameters in "baseline.toml" {
        /// Resting expenditure per kg of weight.
        resting_per_kg: "kcal/kg/day",
        /// Resting expenditure per metre of height.
        resting_per_m: "kcal/m/day",
        /// Resting expenditure per year of age.
        resting_per_year: "kcal/y/day",
        /// Resting expenditure, constant term of men.
        resting_men: "kcal/day",
        /// Resting expenditure, constant term of women.
        resting_women: "kcal/day",
        /// A person's true over estimated expenditure.
        expenditure_ratio: "kcal/kcal",
        /// Fat share of weight per year of age.
        fat_per_year: "percent/y",
        /// Fat share of weight per unit of ln BMI, men.
        fat_per_ln_bmi_men: "percent",
        /// Fat share of weight per unit of ln BMI, women.
        fat_per_ln_bmi_women: "percent",
        /// Fat share of weight, constant term of men.
        fat_constant_men: "percent",
        /// Fat share of weight, constant term of women.
        fat_constant_women: "percent",
        /// One SD of a person's fat share of weight about the estimate.
        fat_estimate_sd: "frac",
        /// One SD of a weighing about the day's weight without its water.
        weighing_sd: "kg",
        /// Extracellular fluid per year of age, men; women have no such term.
        fluid_per_year_men: "kg/y",
        /// Extracellular fluid per metre of height, men.
        fluid_per_m_men: "kg/m",
        /// Extracellular fluid per metre of height, women.
        fluid_per_m_women: "kg/m",
        /// Extracellular fluid per kg of weight, men.
        fluid_per_kg_men: "kg/kg",
        /// Extracellular fluid per kg of weight, women.
        fluid_per_kg_women: "kg/kg",
        /// Extracellular fluid, constant term of men.
        fluid_constant_men: "kg",
        /// Extracellular fluid, constant term of women.
        fluid_constant_women: "kg",
        /// Share of energy from carbohydrate where the person does not say.
        carb_share: "frac",
        /// Physical activity level of someone who does not say.
        pal_default: "kcal/kcal",
    }
}

group! {
    /// Where fat lies and how its depots share a change of it.
    RegionalParameters in "regional.toml" {
        /// Leg over trunk fat, men.
        leg_trunk_men: "kg/kg",
        /// Leg over trunk fat, women.
        leg_trunk_women: "kg/kg",
        /// Change of the logarithm of that ratio per decade of age.
        leg_trunk_per_decade: "ln/decade",
        /// Age from which the ratio falls.
        leg_trunk_onset: "y",
        /// Age at which the ratio is its mean.
        leg_trunk_reference: "y",
        /// One SD of persons about the logarithm of the ratio.
        leg_trunk_ln_sd: "ln",
        /// Share of fat in the arms, men.
        arms_men: "frac",
        /// Share of fat in the arms, women.
        arms_women: "frac",
        /// Share of fat in the head, men.
        head_men: "frac",
        /// Share of fat in the head, women.
        head_women: "frac",
        /// Visceral share of fat, men.
        visceral_men: "frac",
        /// Visceral share of fat, women.
        visceral_women: "frac",
        /// Abdominal subcutaneous share of fat, men.
        abdominal_subcutaneous_men: "frac",
        /// Abdominal subcutaneous share of fat, women.
        abdominal_subcutaneous_women: "frac",
        /// Share of fat in the rest of the trunk, men.
        other_trunk_men: "frac",
        /// Share of fat in the rest of the trunk, women.
        other_trunk_women: "frac",
        /// Coefficient of variation of persons about the visceral share.
        visceral_cv: "frac",
        /// Allometric exponent of visceral fat.
        visceral_exponent: "ln/ln",
        /// Allometric exponent of abdominal subcutaneous fat.
        abdominal_subcutaneous_exponent: "ln/ln",
        /// Allometric exponent of other trunk fat.
        other_trunk_exponent: "ln/ln",
        /// Allometric exponent of leg fat.
        legs_exponent: "ln/ln",
        /// Allometric exponent of arm fat.
        arms_exponent: "ln/ln",
        /// Allometric exponent of head fat.
        head_exponent: "ln/ln",
        /// One SD of a person's depots about the allometric law.
        person_ln_sd: "ln",
        /// One SD of a trial arm's mean about the law beyond what else is known to move it.
        arm_ln_sd: "ln",
        /// Relative change of fat at which that scatter is complete.
        person_onset: "frac",
        /// Least a depot keeps, as a share of the fat mass at the start.
        essential: "frac",
        /// BMI at which the shares are their means.
        bmi_reference: "kg/m2",
        /// How ln fat follows ln BMI between persons.
        fat_per_ln_bmi: "ln/ln",
    }
}

impl RegionalParameters {
    /// The share of fat at the start that no body loses: what every depot keeps, and the head's.
    pub(crate) fn least_fat_frac(&self, sex: Sex) -> f64 {
        let head = sex.of(&self.head_men, &self.head_women).value;
        head + (1.0 - head) * self.essential.value
    }
}

group! {
    /// Circumference per kg of body weight, and of thigh and arm per kg of what they hold.
    GirthParameters in "girth.toml" {
        /// Waist per kg of weight, men.
        waist_per_kg_men: "cm/kg",
        /// Waist per kg of weight, women.
        waist_per_kg_women: "cm/kg",
        /// Hip per kg of weight, men.
        hip_per_kg_men: "cm/kg",
        /// Hip per kg of weight, women.
        hip_per_kg_women: "cm/kg",
        /// Share of a change of leg fat that lies in the thighs.
        thigh_of_leg_fat: "frac",
        /// Share of a change of arm fat that lies in the upper arms.
        arm_of_arm_fat: "frac",
        /// Share of a change of lean tissue, lifting apart, that lies in the thighs.
        thigh_of_lean: "frac",
        /// Share of a change of lean tissue, lifting apart, that lies in the upper arms.
        arm_of_lean: "frac",
        /// Share of lean tissue gained by lifting that lies in the thighs.
        thigh_of_trained: "frac",
        /// Share of lean tissue gained by lifting that lies in the upper arms.
        arm_of_trained: "frac",
        /// Length of the thigh over height.
        thigh_length: "m/m",
        /// Length of the upper arm over height.
        arm_length: "m/m",
        /// Density of fat.
        fat_density: "kg/L",
        /// Density of muscle.
        muscle_density: "kg/L",
    }
}

group! {
    /// How far people do what they plan.
    BehaviourParameters in "behaviour.toml" {
        /// Share of a planned change of intake that is carried out.
        adherence: "frac",
    }
}

group! {
    /// What exercising a muscle could do to the fat over it.
    LocalParameters in "local.toml" {
        /// Extra glycerol release beside a working muscle, mean of three intensities.
        glycerol_central: "nmol/100g/min",
        /// The largest of the three.
        glycerol_largest: "nmol/100g/min",
        /// Upper 95 % bound of the largest.
        glycerol_upper95: "nmol/100g/min",
        /// Triglyceride lost per glycerol released.
        triglyceride_per_glycerol: "g/nmol",
        /// Energy the same minutes spend above rest.
        net_energy: "kcal/min",
        /// Trunk fat lost beyond the other group's in the one positive trial of trunk exercise.
        trial_difference: "kg",
        /// Trunk fat at its start.
        trial_depot: "kg",
        /// Minutes of trunk exercise in it.
        trial_minutes: "min",
        /// Minutes a day of working the spot, where nobody says.
        minutes_default: "min/day",
    }
}

group! {
    /// How well tools held in the hand repeat themselves, and what the test of one spot asks of them.
    InstrumentParameters in "instruments.toml" {
        /// One SD of a reading by practised ultrasound about the session's value.
        ultrasound_read_sd: "mm",
        /// One SD of the sides' difference between sessions beyond that, by practised ultrasound.
        ultrasound_session_sd: "mm",
        /// One SD of a reading by unpractised ultrasound about the session's value.
        ultrasound_novice_read_sd: "mm",
        /// One SD of the sides' difference between sessions beyond that, by unpractised ultrasound.
        ultrasound_novice_session_sd: "mm",
        /// One SD of a reading by a practised caliper about the session's value.
        caliper_read_sd: "mm",
        /// One SD of the sides' difference between sessions beyond that, by a practised caliper.
        caliper_session_sd: "mm",
        /// One SD of a reading by an unpractised caliper about the session's value.
        caliper_novice_read_sd: "mm",
        /// One SD of the sides' difference between sessions beyond that, by an unpractised caliper.
        caliper_novice_session_sd: "mm",
        /// One SD of a reading by a practised tape about a limb about the session's value.
        tape_read_sd: "mm",
        /// One SD of the sides' difference between sessions beyond that, by a practised tape about a limb.
        tape_session_sd: "mm",
        /// One SD of a reading by an unpractised tape, or one about the waist about the session's value.
        tape_novice_read_sd: "mm",
        /// One SD of the sides' difference between sessions beyond that, by an unpractised tape, or one about the waist.
        tape_novice_session_sd: "mm",
        /// One SD of a waist read on one day about the waist of those days.
        waist_day_sd: "cm",
        /// The most by which errors of neighbouring sessions are correlated.
        session_correlation: "1",
        /// Least useful extra loss over twelve weeks by ultrasound.
        ultrasound_worthwhile: "mm",
        /// Least useful extra loss over twelve weeks by caliper.
        caliper_worthwhile: "mm",
        /// Least useful extra loss over twelve weeks by tape.
        tape_worthwhile: "mm",
        /// Least share of planned sessions.
        sessions_least: "frac",
        /// Least relative change of weight that leaves the test something to see.
        weight_change_least: "frac",
        /// Least time from training a limb to measuring it.
        swelling_gap: "h",
        /// Least p of the sides having run parallel before training.
        baseline_p_least: "1",
    }
}

group! {
    /// Who is forecast no loss, and how large a deficit is forecast for everybody else.
    SafetyParameters in "safety.toml" {
        /// Below this age no loss is forecast.
        adult_age: "year",
        /// Nor below this body mass index.
        bmi_floor: "kg/m2",
        /// From this age on a loss is forecast only above the next.
        older_age: "year",
        /// Least body mass index at which a loss is forecast for older adults.
        older_bmi_floor: "kg/m2",
        /// The deficit forecast where nothing limits it.
        deficit_default: "kcal/day",
        /// The smallest worth forecasting.
        deficit_least: "kcal/day",
        /// Least share of fat in body weight a deficit may lead to, men.
        fat_floor_men: "frac",
        /// Least share of fat in body weight a deficit may lead to, women.
        fat_floor_women: "frac",
        /// The most energy a kg of fat gives a day.
        fat_energy_cap: "kcal/kg/day",
        /// Least intake a deficit may lead to, men.
        intake_floor_men: "kcal/day",
        /// Least intake a deficit may lead to, women.
        intake_floor_women: "kcal/day",
        /// An intake below it needs medical supervision, whatever the goal.
        intake_supervised: "kcal/day",
        /// Positive answers to SCOFF from which nothing is planned.
        scoff_positive: "1",
    }
}

impl SafetyParameters {
    /// Least intake a deficit may lead to, kcal a day.
    pub fn intake_floor_kcal_per_day(&self, sex: Sex) -> f64 {
        match sex {
            Sex::Male => self.intake_floor_men.value,
            Sex::Female => self.intake_floor_women.value,
        }
    }

    /// Least share of fat in body weight a deficit may lead to.
    pub fn fat_floor_frac(&self, sex: Sex) -> f64 {
        match sex {
            Sex::Male => self.fat_floor_men.value,
            Sex::Female => self.fat_floor_women.value,
        }
    }
}

group! {
    /// What activity costs above rest, and what the body saves elsewhere.
    ActivityParameters in "activity.toml" {
        /// Energy of one metabolic equivalent (MET).
        met_energy: "kcal/kg/h",
        /// Oxygen uptake at rest.
        rest_oxygen: "ml/kg/min",
        /// Oxygen uptake of older adults at rest.
        rest_oxygen_older: "ml/kg/min",
        /// Age from which the older adults' rest counts.
        older_cost_age: "y",
        /// Energy of a litre of oxygen.
        oxygen_energy: "kcal/L",
        /// Power of standing still.
        walking_standing: "W/kg",
        /// Power of walking, slow term.
        walking_slow: "W/kg",
        /// Its exponent of speed.
        walking_slow_exponent: "ln/ln",
        /// Power of walking, fast term.
        walking_fast: "W/kg",
        /// Its exponent of speed.
        walking_fast_exponent: "ln/ln",
        /// Power of walking on a grade.
        walking_grade: "W/kg/(m/s)/percent",
        /// Outer base of the grade term.
        walking_grade_outer: "ratio",
        /// Inner base of the grade term.
        walking_grade_inner: "ratio",
        /// Offset of grade in it.
        walking_grade_offset: "percent",
        /// Fastest walk the equation was made for.
        walking_fastest: "m/s",
        /// Steepest rise likewise.
        walking_steepest_up: "percent",
        /// Steepest fall likewise.
        walking_steepest_down: "percent",
        /// Oxygen of a metre run.
        running_level: "ml/kg/m",
        /// Oxygen of a metre climbed at a run.
        running_climb: "ml/kg/m",
        /// Slowest run the equation holds for.
        running_slowest: "m/min",
        /// Fastest run that is accepted.
        running_fastest: "m/min",
        /// Steepest rise that is accepted at a run.
        running_steepest: "percent",
        /// Speed of an easy walk.
        walking_easy: "km/h",
        /// Speed of a moderate walk.
        walking_moderate: "km/h",
        /// Speed of a brisk walk.
        walking_hard: "km/h",
        /// Speed of an easy run.
        running_easy: "km/h",
        /// Speed of a moderate run.
        running_moderate: "km/h",
        /// Speed of a hard run.
        running_hard: "km/h",
        /// Share of added net energy that the body saves elsewhere, `κ`.
        compensation: "frac",
        /// Change of that share per unit of body mass index.
        compensation_per_bmi: "frac/(kg/m2)",
        /// Body mass index at which it is the mean.
        compensation_bmi: "kg/m2",
        /// Least share.
        compensation_least: "frac",
        /// Largest share.
        compensation_most: "frac",
    }
}

group! {
    /// What waist and hip say about where fat lies.
    TapeParameters in "tape.toml" {
        /// Expected waist, constant term of men.
        waist_constant_men: "cm",
        /// Expected waist per unit of BMI, men.
        waist_per_bmi_men: "cm m2/kg",
        /// Expected waist per year of age, men.
        waist_per_year_men: "cm/y",
        /// Expected waist, constant term of women.
        waist_constant_women: "cm",
        /// Expected waist per unit of BMI, women.
        waist_per_bmi_women: "cm m2/kg",
        /// Expected waist per year of age above the next, women.
        waist_per_year_women: "cm/y",
        /// Age from which the expected waist of women grows.
        waist_onset_women: "y",
        /// One SD of men about the expected waist.
        waist_sd_men: "cm",
        /// One SD of women about the expected waist.
        waist_sd_women: "cm",
        /// One SD of a waist as people measure it about the waist meant.
        waist_error_sd: "cm",
        /// Expected hip, constant term of men.
        hip_constant_men: "cm",
        /// Expected hip per unit of BMI, men.
        hip_per_bmi_men: "cm m2/kg",
        /// Expected hip, constant term of women.
        hip_constant_women: "cm",
        /// Expected hip per unit of BMI, women.
        hip_per_bmi_women: "cm m2/kg",
        /// One SD of men about the expected hip.
        hip_sd_men: "cm",
        /// One SD of women about the expected hip.
        hip_sd_women: "cm",
        /// One SD of a hip as people measure it about the hip meant.
        hip_error_sd: "cm",
        /// Correlation of waist and hip given BMI.
        waist_hip_correlation: "1",
        /// Correlation of waist and ln leg/trunk fat given BMI.
        waist_leg_trunk: "1",
        /// Correlation of waist and ln visceral share given BMI.
        waist_visceral: "1",
        /// Correlation of hip and ln leg/trunk fat given BMI.
        hip_leg_trunk: "1",
        /// Correlation of hip and ln visceral share given BMI.
        hip_visceral: "1",
        /// Standard deviations beyond which a reading tells no more.
        tape_bound: "1",
    }
}

group! {
    /// What bends the split of fat and lean tissue away from Forbes' curve.
    LeanParameters in "lean.toml" {
        /// Lean mass gained by lifting over not lifting, at the end of a trial.
        lifting_effect: "kg",
        /// When that was measured.
        lifting_duration: "day",
        /// Hard sets per muscle with which it was reached.
        lifting_sets: "sets/week",
        /// Sets that give half of what endless sets would.
        lifting_half_sets: "sets/week",
        /// Time in which all but 1/e of the way to an end is gone, `τ`.
        lean_time: "day",
        /// Share of men in the trials of lifting.
        lifting_men: "frac",
        /// Skeletal muscle, men.
        muscle_men: "kg",
        /// Skeletal muscle, women.
        muscle_women: "kg",
        /// Lean mass spared by more protein, at the end of a trial.
        protein_effect: "kg",
        /// How much more protein that was.
        protein_step: "g/kg/day",
        /// When it was measured.
        protein_duration: "day",
        /// Protein beyond which no more is gained.
        protein_plateau: "g/kg/day",
        /// Share of usual intake from protein.
        protein_usual: "frac",
        /// Energy of protein eaten.
        protein_energy: "kcal/g",
        /// Share of muscle lost a year in middle age, men.
        muscle_loss_middle_men: "frac/y",
        /// Share of muscle lost a year in middle age, women.
        muscle_loss_middle_women: "frac/y",
        /// Share of muscle lost a year in old age, men.
        muscle_loss_old_men: "frac/y",
        /// Share of muscle lost a year in old age, women.
        muscle_loss_old_women: "frac/y",
        /// The age that middle age stands for.
        muscle_loss_middle_age: "y",
        /// The age that old age stands for.
        muscle_loss_old_age: "y",
    }
}

group! {
    /// How the shares of the depots move with age and menopause.
    AgeingParameters in "ageing.toml" {
        /// Growth of visceral fat in adult life, men.
        visceral_per_year_men: "1/y",
        /// Growth of visceral fat in adult life, women.
        visceral_per_year_women: "1/y",
        /// Age from which it grows so.
        visceral_ages_from: "y",
        /// Age up to which it grows so.
        visceral_ages_to: "y",
        /// Growth of total fat in adult life.
        fat_growth: "1/y",
        /// That growth in the menopause transition over before.
        fat_growth_transition_ratio: "1",
        /// Growth of total fat after menopause.
        fat_growth_post: "1/y",
        /// Growth of visceral fat in the menopause transition.
        visceral_transition: "1/y",
        /// Growth of visceral fat after menopause.
        visceral_post: "1/y",
        /// Growth of android fat in the menopause transition.
        android_transition: "1/y",
        /// Growth of android fat after menopause.
        android_post: "1/y",
        /// Growth of gynoid fat in the menopause transition.
        gynoid_transition: "1/y",
        /// Growth of gynoid fat after menopause.
        gynoid_post: "1/y",
        /// Length of the menopause transition.
        transition_years: "y",
        /// Age at which half of women have had their final period.
        final_period_age: "y",
        /// Scale of the logistic distribution of that age.
        final_period_scale: "y",
    }
}

group! {
    /// How well a scan repeats itself.
    MeasurementParameters in "measurement.toml" {
        /// Total fat by DXA.
        dxa_total_cv: "frac",
        /// Trunk fat by DXA.
        dxa_trunk_cv: "frac",
        /// Fat of the abdomen by DXA.
        dxa_abdomen_cv: "frac",
        /// Leg fat by DXA.
        dxa_legs_cv: "frac",
        /// Arm fat by DXA.
        dxa_arms_cv: "frac",
        /// Visceral fat as DXA estimates it.
        dxa_visceral_cv: "frac",
        /// Visceral fat as a volume.
        volume_visceral_cv: "frac",
        /// Subcutaneous fat as a volume.
        volume_subcutaneous_cv: "frac",
        /// Visceral fat in a slice.
        slice_visceral_cv: "frac",
        /// Subcutaneous fat in a slice.
        slice_subcutaneous_cv: "frac",
    }
}

group! {
    /// What a scan says, and how well it repeats itself.
    ScanParameters in "scan.toml" {
        /// One SD of DXA trunk fat about itself, repeated.
        trunk_sd: "kg",
        /// One SD of DXA leg fat about itself, repeated.
        legs_sd: "kg",
        /// One SD of DXA arm fat about itself, repeated.
        arms_sd: "kg",
        /// Coefficient of variation of DXA visceral fat, repeated.
        visceral_cv_dxa: "frac",
        /// Coefficient of variation of MRI visceral fat, repeated.
        visceral_cv_mri: "frac",
        /// Mean BMI of the men behind the GE norm.
        norm_bmi_men: "kg/m2",
        /// Mean BMI of the women behind the GE norm.
        norm_bmi_women: "kg/m2",
        /// Age the first norm stands for.
        norm_age_youth: "y",
        /// Age the second norm stands for.
        norm_age_young: "y",
        /// Age the third norm stands for.
        norm_age_middle: "y",
        /// Age the fourth norm stands for.
        norm_age_older: "y",
        /// Median GE visceral fat of men at the first age.
        norm_youth_men: "kg",
        /// Median GE visceral fat of men at the second age.
        norm_young_men: "kg",
        /// Median GE visceral fat of men at the third age.
        norm_middle_men: "kg",
        /// Median GE visceral fat of men at the fourth age.
        norm_older_men: "kg",
        /// Median GE visceral fat of women at the first age.
        norm_youth_women: "kg",
        /// Median GE visceral fat of women at the second age.
        norm_young_women: "kg",
        /// Median GE visceral fat of women at the third age.
        norm_middle_women: "kg",
        /// Median GE visceral fat of women at the fourth age.
        norm_older_women: "kg",
        /// One SD of what the device would read in a typical person about the norm, in ln.
        norm_ln_sd: "ln",
    }
}
