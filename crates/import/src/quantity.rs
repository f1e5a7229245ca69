//! What was measured, and where on a body.

use crate::Dimension;

macro_rules! names {
    ($(#[$top:meta])* $noun:ident { $($(#[$doc:meta])* $variant:ident $name:literal,)* }) => {
        $(#[$top])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $noun { $($(#[$doc])* $variant,)* }

        impl $noun {
            /// All of them, in the order of this list.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name in our files.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The one of this name.
            pub fn parse(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

names! {
    /// What an observation is of.
    Quantity {
        /// Body weight, kg.
        Weight "weight",
        /// Height, cm.
        Height "height",
        /// Share of the weight that is fat.
        BodyFat "body_fat",
        /// Fat, kg.
        FatMass "fat_mass",
        /// All but the fat, kg.
        FatFreeMass "fat_free_mass",
        /// What a scale calls muscle, kg: often the fat-free mass less the bone.
        MuscleMass "muscle_mass",
        /// The same as a share.
        MuscleShare "muscle_share",
        /// Skeletal muscle, kg.
        SkeletalMuscleMass "skeletal_muscle_mass",
        /// Skeletal muscle as a share.
        SkeletalMuscleShare "skeletal_muscle_share",
        /// Bone, kg.
        BoneMass "bone_mass",
        /// Body water, kg.
        WaterMass "water_mass",
        /// Body water as a share.
        WaterShare "water_share",
        /// Protein as a share of the weight.
        ProteinShare "protein_share",
        /// Fat below the skin as a share of the weight.
        SubcutaneousFat "subcutaneous_fat",
        /// A scale's own number for visceral fat.
        VisceralRating "visceral_rating",
        /// A girth by tape, cm; the site says which.
        Girth "girth",
        /// A skinfold, cm.
        Skinfold "skinfold",
        /// Oxygen uptake, mL/kg/min.
        OxygenUptake "oxygen_uptake",
        /// Heart rate, per minute.
        HeartRate "heart_rate",
        /// Energy eaten, kcal.
        EnergyEaten "energy_eaten",
        /// Protein eaten, g.
        Protein "protein",
        /// Carbohydrate eaten, g.
        Carbohydrate "carbohydrate",
        /// Fat eaten, g.
        Fat "fat",
        /// Fibre eaten, g.
        Fibre "fibre",
        /// Alcohol drunk, g.
        Alcohol "alcohol",
        /// Water drunk, g.
        WaterDrunk "water_drunk",
        /// Sodium eaten, mg.
        Sodium "sodium",
        /// Steps walked.
        Steps "steps",
        /// Flights climbed.
        Flights "flights",
        /// Distance gone, km.
        Distance "distance",
        /// Energy spent on moving, kcal.
        EnergyActive "energy_active",
        /// Energy spent at rest, kcal.
        EnergyResting "energy_resting",
        /// All energy spent as an app reckons it, kcal.
        EnergySpent "energy_spent",
        /// Time in exercise, min.
        Exercise "exercise",
        /// Load of a set, kg.
        Load "load",
        /// Repetitions of a set.
        Repetitions "repetitions",
        /// How hard a set was, 1 to 10.
        Exertion "exertion",
        /// A bleeding that began, 1.
        Menses "menses",
        /// Creatine that was begun, 1.
        Creatine "creatine",
        /// A journey that was begun, 1.
        Travel "travel",
        /// An illness that began, 1.
        Illness "illness",
    }
}

names! {
    /// Where a tape lay: the fifteen places most gym diaries share.
    Site {
        /// Neck.
        Neck "neck",
        /// Around both shoulders.
        Shoulder "shoulder",
        /// Chest.
        Chest "chest",
        /// Upper arm.
        Bicep "bicep",
        /// Forearm.
        Forearm "forearm",
        /// At the navel.
        Abdomen "abdomen",
        /// Waist.
        Waist "waist",
        /// Hips.
        Hips "hips",
        /// Thigh.
        Thigh "thigh",
        /// Calf.
        Calf "calf",
    }
}

names! {
    /// The side of a body.
    Side {
        /// The person's left.
        Left "left",
        /// The person's right.
        Right "right",
    }
}

names! {
    /// How a value came about, where the file says.
    Method {
        /// Typed in by hand.
        Manual "manual",
        /// Sent by a device.
        Device "device",
        /// The sum of a day, or of what several devices saw of it.
        DayTotal "day_total",
    }
}

impl Quantity {
    /// The dimension, which decides the canonical unit.
    pub const fn dimension(self) -> Dimension {
        match self {
            Self::Weight
            | Self::FatMass
            | Self::FatFreeMass
            | Self::MuscleMass
            | Self::SkeletalMuscleMass
            | Self::BoneMass
            | Self::WaterMass
            | Self::Load => Dimension::Mass,
            Self::BodyFat
            | Self::MuscleShare
            | Self::SkeletalMuscleShare
            | Self::WaterShare
            | Self::ProteinShare
            | Self::SubcutaneousFat => Dimension::Share,
            Self::Height | Self::Girth | Self::Skinfold => Dimension::Length,
            Self::OxygenUptake => Dimension::Uptake,
            Self::Protein
            | Self::Carbohydrate
            | Self::Fat
            | Self::Fibre
            | Self::Alcohol
            | Self::WaterDrunk => Dimension::Portion,
            Self::Sodium => Dimension::Trace,
            Self::EnergyEaten | Self::EnergyActive | Self::EnergyResting | Self::EnergySpent => {
                Dimension::Energy
            }
            Self::Distance => Dimension::Distance,
            Self::Exercise => Dimension::Duration,
            Self::VisceralRating
            | Self::HeartRate
            | Self::Steps
            | Self::Flights
            | Self::Repetitions
            | Self::Exertion
            | Self::Menses
            | Self::Creatine
            | Self::Travel
            | Self::Illness => Dimension::Count,
        }
    }

    /// Whether it happens on a day and has no amount.
    pub const fn is_event(self) -> bool {
        matches!(
            self,
            Self::Menses | Self::Creatine | Self::Travel | Self::Illness
        )
    }

    /// Whether two equal entries are two: a second egg is one more, a second equal weighing is the
    /// same one told twice.
    pub const fn adds_up(self) -> bool {
        matches!(
            self,
            Self::EnergyEaten
                | Self::Protein
                | Self::Carbohydrate
                | Self::Fat
                | Self::Fibre
                | Self::Alcohol
                | Self::WaterDrunk
                | Self::Sodium
        )
    }

    /// Whether a phone, a watch and their apps each write what all of them saw: such records are merged and
    /// never summed.
    pub const fn is_seen_by_several(self) -> bool {
        matches!(
            self,
            Self::Steps
                | Self::Flights
                | Self::Distance
                | Self::EnergyActive
                | Self::EnergyResting
                | Self::Exercise
        )
    }
}
