# Strength followed from session to session by another route: no recursion, but for every session the generalised least
# squares of all readings up to it with their full covariance, solve() on dense matrices. Prints strength.csv of
# crates/engine/tests/vectors: a row a set, what was seen of its session, the forecast before and what is known after.
# R 4.2.2, no packages.

q <- 0.007
epley <- function(load, reps, left) load * (1 + (reps + left) / 30)

set.seed(20261124)
series <- list()
for (id in 1:4) {
  n <- c(1, 12, 40, 25)[id]
  strength <- exp(cumsum(c(log(c(60, 100, 30, 140)[id]), rnorm(n - 1, 0.004, 0.01))))
  rows <- NULL
  for (session in seq_len(n)) {
    for (set in seq_len(sample(1:4, 1))) {
      left <- sample(c(0, 0.5, 1, 2, 3, 4), 1)
      reps <- sample(5:14, 1)
      load <- round(strength[session] * exp(rnorm(1, 0, 0.03)) / (1 + (reps + left) / 30) / 2.5) * 2.5
      told <- runif(1) < c(1, 1, 0.7, 0)[id]
      rows <- rbind(rows, data.frame(series = id, session = session, load_kg = max(load, 2.5), reps = reps,
                                     rir = if (told) left else NA))
    }
  }
  series[[id]] <- rows
}

out <- NULL
for (rows in series) {
  n <- max(rows$session)
  y <- r <- numeric(n)
  for (session in seq_len(n)) {
    sets <- rows[rows$session == session, ]
    left <- ifelse(is.na(sets$rir), 2, sets$rir)
    y[session] <- log(max(epley(sets$load_kg, sets$reps, left)))
    r[session] <- sqrt((0.03 + 0.01 * mean(left))^2 + (0.05 * mean(is.na(sets$rir)))^2)
  }
  # Reading s tells of the strength at t what it is off by its own error and by the steps between.
  gls <- function(upto, at) {
    s <- seq_len(upto)
    V <- q^2 * outer(s, s, function(a, b) at - pmax(a, b)) + diag(r[s]^2, upto)
    one <- rep(1, upto)
    precision <- sum(solve(V, one))
    c(mean = sum(solve(V, y[s])) / precision, sd = sqrt(1 / precision))
  }
  for (session in seq_len(n)) {
    known <- gls(session, session)
    forecast <- if (session == 1) c(NA, NA) else gls(session - 1, session)
    out <- rbind(out, cbind(rows[rows$session == session, ], seen = y[session], seen_sd = r[session],
                            forecast = forecast[1], forecast_sd = sqrt(forecast[2]^2 + r[session]^2),
                            known = known[1], known_sd = known[2]))
  }
}
out[, 6:11] <- lapply(out[, 6:11], function(v) ifelse(is.na(v), "", sprintf("%.17g", v)))
write.csv(out, row.names = FALSE, quote = FALSE, na = "")
