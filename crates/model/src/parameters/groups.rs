//! The parameters by name: one group per file, one field per number, each with the unit the code
//! asks for.

use super::parameter::Parameter;
use crate::Error;

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

            pub(super) fn iter(&self) -> impl Iterator<Item = (&'static str, &Parameter)> {
                [$((stringify!($field), &self.$field)),+].into_iter()
            }
        }
    };
}

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
        /// Relative change of fat at which that scatter is complete.
        person_onset: "frac",
        /// Least a depot keeps, as a share of the fat mass at the start.
        essential: "frac",
    }
}

group! {
    /// Circumference per kg of body weight.
    GirthParameters in "girth.toml" {
        /// Waist per kg of weight, men.
        waist_per_kg_men: "cm/kg",
        /// Waist per kg of weight, women.
        waist_per_kg_women: "cm/kg",
        /// Hip per kg of weight, women.
        hip_per_kg_women: "cm/kg",
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
        /// Minutes a day of working the spot, where nobody says.
        minutes_default: "min/day",
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
    }
}
