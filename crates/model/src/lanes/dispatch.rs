//! The widest registers of this machine, chosen when the program runs.

/// Work that is compiled once for every register width.
///
/// `run`, and all it calls in its loops, must be inlined: only then is it compiled for the width
/// it runs at.
pub(crate) trait Kernel {
    /// What the work gives.
    type Output;

    /// Does the work.
    fn run(self) -> Self::Output;
}

/// Registers a kernel can run in. The results are the same to the bit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Width {
    /// What every machine of this kind has.
    Plain,
    /// Four doubles.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// Eight doubles.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Width {
    /// What this machine has, the widest last.
    pub(crate) fn available() -> impl DoubleEndedIterator<Item = Self> {
        #[cfg(target_arch = "x86_64")]
        let wide = [
            is_x86_feature_detected!("avx2").then_some(Self::Avx2),
            (is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512vl")
                && is_x86_feature_detected!("avx512dq"))
            .then_some(Self::Avx512),
        ];
        #[cfg(not(target_arch = "x86_64"))]
        let wide: [Option<Self>; 0] = [];
        std::iter::once(Self::Plain).chain(wide.into_iter().flatten())
    }

    /// The widest this machine has.
    pub(crate) fn widest() -> Self {
        Self::available().next_back().unwrap_or(Self::Plain)
    }

    /// Runs a kernel in registers of this width; `self` comes from [`Self::available`].
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self {
            Self::Plain => kernel.run(),
            #[cfg(target_arch = "x86_64")]
            #[expect(
                unsafe_code,
                reason = "only `available` hands out a width, after asking"
            )]
            // SAFETY: the machine has the registers, as `available` found.
            Self::Avx2 => unsafe { avx2(kernel) },
            #[cfg(target_arch = "x86_64")]
            #[expect(
                unsafe_code,
                reason = "only `available` hands out a width, after asking"
            )]
            // SAFETY: the machine has the registers, as `available` found.
            Self::Avx512 => unsafe { avx512(kernel) },
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512vl,avx512dq")]
fn avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run()
}
