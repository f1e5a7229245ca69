//! Stretches of time: what they have in common, which minutes are seen, what was counted when.

/// From one second until before another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) to: i64,
}

impl Span {
    pub(super) const fn seconds(&self) -> i64 {
        self.to - self.from
    }

    /// The seconds that are in both.
    pub(super) fn overlap(self, other: Self) -> i64 {
        (self.to.min(other.to) - self.from.max(other.from)).max(0)
    }

    /// Every minute it touches.
    const fn minutes(self) -> Self {
        Self {
            from: self.from - self.from.rem_euclid(60),
            to: self.to + (-self.to).rem_euclid(60),
        }
    }
}

/// The minutes somebody saw, as spans apart from each other, in order.
#[derive(Debug, Default)]
pub(super) struct Cover(Vec<Span>);

impl Cover {
    /// What of a span nobody saw.
    pub(super) fn free(&self, span: Span) -> Vec<Span> {
        let first = self.0.partition_point(|seen| seen.to <= span.from);
        let mut free = Vec::with_capacity(1);
        let mut from = span.from;
        for seen in self.0[first..]
            .iter()
            .take_while(|seen| seen.from < span.to)
        {
            if from < seen.from {
                free.push(Span {
                    from,
                    to: seen.from,
                });
            }
            from = seen.to;
        }
        if from < span.to {
            free.push(Span { from, to: span.to });
        }
        free
    }

    /// Adds the minutes of spans.
    pub(super) fn extend(&mut self, spans: impl Iterator<Item = Span>) {
        self.0.extend(spans.map(Span::minutes));
        self.0.sort_by_key(|seen| seen.from);
        self.0.dedup_by(|next, seen| {
            let is_joined = next.from <= seen.to;
            if is_joined {
                seen.to = seen.to.max(next.to);
            }
            is_joined
        });
    }
}

/// What was counted in which span, in order of their beginnings.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<(Span, f64)>,
    longest_s: i64,
}

impl Pieces {
    /// What was counted within a span.
    pub(super) fn within(&self, span: Span) -> f64 {
        let earliest = span.from - self.longest_s;
        let first = self
            .pieces
            .partition_point(|(piece, _)| piece.from < earliest);
        self.pieces[first..]
            .iter()
            .take_while(|(piece, _)| piece.from < span.to)
            .map(|(piece, value)| value * super::part(piece.overlap(span), piece.seconds()))
            .sum()
    }

    pub(super) fn extend(&mut self, pieces: Vec<(Span, f64)>) {
        self.pieces.extend(pieces);
        self.pieces.sort_by_key(|(piece, _)| piece.from);
        let lengths = self.pieces.iter().map(|(piece, _)| piece.seconds());
        self.longest_s = lengths.max().unwrap_or(0);
    }
}
