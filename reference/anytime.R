# Anytime-valid inference by numerical integration, for crates/meta/tests/vectors/anytime.json. R 4.2.2, metafor 3.8-1,
# metadat 1.2-0, jsonlite. The e-value of a null is the integral of the likelihood ratio against it over a normal prior
# around it; the interval is where that is below 1 / alpha. No closed form is used.
# Rscript reference/anytime.R > crates/meta/tests/vectors/anytime.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
dat <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
dat <- dat[order(dat$year), ]
# The integrand is shifted by its largest logarithm, found numerically, so that nothing overflows.
ln_e <- function(null, y, v, g) {
  log_ratio <- function(theta) sapply(theta, function(t) sum(dnorm(y, t, sqrt(v), log = TRUE) - dnorm(y, null, sqrt(v), log = TRUE)) +
    dnorm(t, null, sqrt(g), log = TRUE))
  wide <- max(abs(y - null)) + 40 * sqrt(g)
  peak <- optimize(log_ratio, null + c(-wide, wide), maximum = TRUE, tol = 1e-10)
  width <- 12 / sqrt(sum(1 / v) + 1 / g)
  integral <- integrate(function(t) exp(log_ratio(t) - peak$objective), peak$maximum - width, peak$maximum + width,
                        rel.tol = 1e-12, subdivisions = 500L)
  peak$objective + log(integral$value)
}
look <- function(n, y, v, g, level) {
  y <- y[1:n]; v <- v[1:n]
  center <- weighted.mean(y, 1 / v)
  beyond <- function(theta) ln_e(theta, y, v, g) + log(1 - level)
  far <- 50 / sqrt(sum(1 / v)) * (1 + 1 / sqrt(g * sum(1 / v)))
  list(study = ln_e(0, y[n], v[n], g), common = ln_e(0, y, v, g),
       ci_lb = uniroot(beyond, center - c(far, 0), tol = 1e-13)$root,
       ci_ub = uniroot(beyond, center + c(0, far), tol = 1e-13)$root)
}
cases <- expand.grid(scale = c(0.2, 0.5, 2), tau2 = c(0, 0.3), level = c(0.95, 0.9))
out <- lapply(seq_len(nrow(cases)), function(i) {
  case <- cases[i, ]
  looks <- lapply(seq_len(nrow(dat)), look, y = as.numeric(dat$yi), v = dat$vi + case$tau2, g = case$scale^2, level = case$level)
  c(as.list(case), lapply(c(study = "study", common = "common", ci_lb = "ci_lb", ci_ub = "ci_ub"), function(f) sapply(looks, `[[`, f)))
})
# The prior whose interval is narrowest at some information, by search over its variance.
narrowest <- lapply(list(c(10, 0.95), c(400, 0.95), c(50, 0.8), c(3, 0.1)), function(a) {
  half <- function(ln_g) { g <- exp(ln_g); uniroot(function(d) ln_e(0, d, 1 / a[1], g) + log(1 - a[2]), c(0, 100 / sqrt(a[1])), tol = 1e-14)$root }
  found <- optimize(half, log(c(0.01, 1000) / a[1]), tol = 1e-8)
  list(information = a[1], level = a[2], variance = exp(found$minimum), half = found$objective)
})
cat(toJSON(list(yi = as.numeric(dat$yi), vi = dat$vi, cases = out, narrowest = narrowest, meta = list(R = R.version.string)),
           digits = I(17), auto_unbox = TRUE), "\n")
