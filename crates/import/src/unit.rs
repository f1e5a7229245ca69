//! Units as vendors write them, and the one canonical unit of each dimension.

/// Exact by definition of the international pound.
const KG_PER_POUND: f64 = 0.453_592_37;
const POUNDS_PER_STONE: f64 = 14.0;
/// Exact by definition of the international inch.
const CM_PER_INCH: f64 = 2.54;
const INCHES_PER_FOOT: f64 = 12.0;
/// Exact by definition of the international mile.
const KM_PER_MILE: f64 = 1.609_344;
/// Of the thermochemical calorie.
const KJ_PER_KCAL: f64 = 4.184;

/// What kind of thing a unit measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dimension {
    /// Of a body or a bar, kg.
    Mass,
    /// Of food, g.
    Portion,
    /// Of a trace in food, mg.
    Trace,
    /// A share of one, as a fraction.
    Share,
    /// Of a body, cm.
    Length,
    /// Of a way, km.
    Distance,
    /// kcal.
    Energy,
    /// min.
    Duration,
    /// A plain number.
    Count,
    /// Oxygen uptake, mL/kg/min.
    Uptake,
}

impl Dimension {
    /// The unit values of this dimension are kept in.
    pub const fn canonical(self) -> Unit {
        match self {
            Self::Mass => Unit::Kilogram,
            Self::Portion => Unit::Gram,
            Self::Trace => Unit::Milligram,
            Self::Share => Unit::Fraction,
            Self::Length => Unit::Centimetre,
            Self::Distance => Unit::Kilometre,
            Self::Energy => Unit::Kilocalorie,
            Self::Duration => Unit::Minute,
            Self::Count => Unit::Count,
            Self::Uptake => Unit::MillilitrePerKilogramMinute,
        }
    }
}

macro_rules! units {
    ($($(#[$doc:meta])* $unit:ident $name:literal $(| $other:literal)*;)*) => {
        /// A unit a value was given in.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Unit { $($(#[$doc])* $unit,)* }

        impl Unit {
            /// How the unit is written here.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$unit => $name,)* }
            }

            /// The unit a vendor's spelling means. Case decides only where it must: `Cal` is a
            /// kilocalorie, and `cal` is refused because half the world means one and half the other.
            pub fn parse(text: &str) -> Option<Self> {
                let text = text.trim();
                if text == "Cal" {
                    return Some(Self::Kilocalorie);
                }
                match text.to_lowercase().as_str() {
                    $($name $(| $other)* => Some(Self::$unit),)*
                    _ => None,
                }
            }
        }
    };
}

units! {
    /// kg
    Kilogram "kg" | "kgs" | "kilogram" | "kilograms" | "kilo" | "公斤";
    /// g
    Gram "g" | "gram" | "grams";
    /// mg
    Milligram "mg";
    /// lb
    Pound "lb" | "lbs" | "pound" | "pounds";
    /// st
    Stone "st" | "stone" | "stones";
    /// %
    Percent "%" | "percent";
    /// 1
    Fraction "fraction";
    /// cm
    Centimetre "cm";
    /// mm
    Millimetre "mm";
    /// in
    Inch "in" | "inch" | "inches" | "\"";
    /// ft
    Foot "ft" | "feet";
    /// m
    Metre "m" | "meter" | "meters" | "metre" | "metres";
    /// km
    Kilometre "km" | "kilometer" | "kilometers";
    /// mi
    Mile "mi" | "mile" | "miles";
    /// kcal
    Kilocalorie "kcal" | "kcals" | "calories";
    /// kJ
    Kilojoule "kj";
    /// min
    Minute "min" | "mins" | "minutes";
    /// s
    Second "s" | "sec" | "secs" | "seconds";
    /// h
    Hour "h" | "hr" | "hours";
    /// A plain number.
    Count "count";
    /// mL/kg/min
    MillilitrePerKilogramMinute "ml/kg/min" | "ml/min·kg" | "ml/min/kg" | "ml/(kg·min)";
}

impl Unit {
    /// `value` in the canonical unit of `dimension`; nothing where the unit does not measure it.
    pub fn convert(self, value: f64, dimension: Dimension) -> Option<f64> {
        // Divisions by exact powers of ten keep decimal figures as they were written.
        let converted = match (dimension, self) {
            (Dimension::Mass, Self::Kilogram)
            | (Dimension::Portion, Self::Gram)
            | (Dimension::Trace, Self::Milligram)
            | (Dimension::Share, Self::Fraction)
            | (Dimension::Length, Self::Centimetre)
            | (Dimension::Distance, Self::Kilometre)
            | (Dimension::Energy, Self::Kilocalorie)
            | (Dimension::Duration, Self::Minute)
            | (Dimension::Count, Self::Count)
            | (Dimension::Uptake, Self::MillilitrePerKilogramMinute) => value,
            (Dimension::Mass, Self::Gram)
            | (Dimension::Portion, Self::Milligram)
            | (Dimension::Distance, Self::Metre) => value / 1000.0,
            (Dimension::Mass, Self::Pound) => value * KG_PER_POUND,
            (Dimension::Mass, Self::Stone) => value * POUNDS_PER_STONE * KG_PER_POUND,
            (Dimension::Trace, Self::Gram) => value * 1000.0,
            (Dimension::Share, Self::Percent) => value / 100.0,
            (Dimension::Length, Self::Millimetre) => value / 10.0,
            (Dimension::Length, Self::Metre) => value * 100.0,
            (Dimension::Length, Self::Inch) => value * CM_PER_INCH,
            (Dimension::Length, Self::Foot) => value * INCHES_PER_FOOT * CM_PER_INCH,
            (Dimension::Distance, Self::Mile) => value * KM_PER_MILE,
            (Dimension::Energy, Self::Kilojoule) => value / KJ_PER_KCAL,
            (Dimension::Duration, Self::Second) => value / 60.0,
            (Dimension::Duration, Self::Hour) => value * 60.0,
            (_, _) => return None,
        };
        Some(converted)
    }

    /// Whether the unit measures `dimension`.
    pub fn measures(self, dimension: Dimension) -> bool {
        self.convert(1.0, dimension).is_some()
    }
}
