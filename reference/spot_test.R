# The reading of a test of one spot by another route: dense covariance matrices and Simpson's rule over wider
# ranges. Writes spot_test.csv (readings) and spot_test_expected.csv of crates/engine/tests/vectors
# into the folder named as its argument. R 4.2.2, no packages.

here <- commandArgs(trailingOnly = TRUE)[1]
tool_s <- 0.5; tool_tau <- 0.25; phis <- c(0, 0.1, 0.2, 0.3); rope <- 1

set.seed(20261123)
days <- c(-14, -11, -7, -4, 0, 3, 7, 10, 14, 17, 24, 28, 31, 35, 38, 45, 49, 52, 56)
rows <- NULL
for (day in days) {
  common <- 12 - 0.02 * max(day, 0)
  shift <- rnorm(1, 0, 0.3)
  for (side in c("trained", "control")) {
    n <- if (day == 24) 2 else 3
    level <- common + if (side == "trained") 0.4 - 0.5 * max(day, 0) / 84 + shift else 0
    rows <- rbind(rows, data.frame(day = day, side = side, value = round(rnorm(n, level, 0.6), 1)))
  }
}
write.csv(rows, file.path(here, "spot_test.csv"), row.names = FALSE, quote = FALSE)

mean_of <- function(side, f) sapply(days, function(d) f(rows$value[rows$day == d & rows$side == side]))
y <- mean_of("trained", mean) - mean_of("control", mean)
r <- 1 / mean_of("trained", length) + 1 / mean_of("control", length)
ss <- sum(mean_of("trained", function(v) sum((v - mean(v))^2)) + mean_of("control", function(v) sum((v - mean(v))^2)))
nu <- nrow(rows) - 2 * length(days)
X <- cbind(1, pmax(days, 0) / 84)
gap <- abs(outer(days, days, "-")) / 3.5

simpson <- function(n) { w <- rep(c(2, 4), length.out = n + 1); w[seq(1, n + 1, 2)] <- 2; w[c(1, n + 1)] <- 1; w / 3 }
ln_s <- seq(log(0.15), log(2), length.out = 81); tau <- seq(0, 4, length.out = 201)
ws <- simpson(80) * diff(ln_s)[1]; wt <- simpson(200) * diff(tau)[1]
parts <- list()
for (phi in phis) {
  R <- if (phi == 0) diag(length(days)) else phi^gap
  for (i in seq_along(ln_s)) for (j in seq_along(tau)) {
    s <- exp(ln_s[i])
    sd <- sqrt(s^2 * r + tau[j]^2)
    V <- outer(sd, sd) * R
    U <- chol(V)
    Z <- backsolve(U, cbind(X, y), transpose = TRUE)
    A <- crossprod(Z[, 1:2]); b <- solve(A, crossprod(Z[, 1:2], Z[, 3]))
    rss <- sum((Z[, 3] - Z[, 1:2] %*% b)^2)
    lw <- log(ws[i]) + log(wt[j]) + log(s) - 0.5 * (s / tool_s)^2 + dt(tau[j] / tool_tau, 4, log = TRUE) -
      nu * log(s) - 0.5 * ss / s^2 - sum(log(diag(U))) - 0.5 * log(det(A)) - 0.5 * rss
    parts[[length(parts) + 1]] <- c(lw, b[2], sqrt(solve(A)[2, 2]), sqrt(mean(sd^2)))
  }
}
parts <- do.call(rbind, parts)
w <- exp(parts[, 1] - max(parts[, 1])); w <- w / sum(w)
b <- parts[, 2]; se <- parts[, 3]
q <- function(p) uniroot(function(x) sum(w * pnorm((x - b) / se)) - p, c(-20, 20), tol = 1e-10)$root
m <- sum(w * b)
lp <- dnorm(b, 0, sqrt(se^2 + rope^2)); wp <- w * lp / sum(w * lp)
v <- 1 / (1 / se^2 + 1 / rope^2); mu <- v * b / se^2
expected <- data.frame(
  name = c("extra_loss", "lo90", "hi90", "lo95", "hi95", "useful", "negligible", "difference_sd", "sd"),
  value = c(-m, -q(0.95), -q(0.05), -q(0.975), -q(0.025), sum(wp * pnorm((-rope - mu) / sqrt(v))),
            1 - sum(wp * pnorm((-rope / 2 - mu) / sqrt(v))), sum(w * parts[, 4]), sqrt(sum(w * (se^2 + (b - m)^2)))))
write.csv(expected, file.path(here, "spot_test_expected.csv"), row.names = FALSE, quote = FALSE)
print(expected)
