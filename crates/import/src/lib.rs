//! Files of scales, watches, diaries and gym apps, as observations.
