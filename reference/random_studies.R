# Wald's test of equal effects in the model OR UM.RS, for crates/meta/tests/it/glmm.rs: all parameters of the
# saturated model at once, Laplace's approximation to the last digit, derivatives by numDeriv. lme4's Hessian of
# so many parameters leaves the statistic of rma.glmm uncertain in the third digit.
# Rscript reference/random_studies.R        (R 4.2.2, numDeriv 2016.8-1.1, metadat 1.2-0)
suppressMessages({
  library(metadat)
  library(numDeriv)
})

study <- function(counts, beta, risk, sigma) {
  n <- rowSums(counts)
  eta <- c(beta + risk, risk)
  u <- 0
  for (i in 1:300) {
    p <- plogis(eta + sigma * u)
    step <- (sigma * sum(counts[, 1] - n * p) - u) / (sigma^2 * sum(n * p * (1 - p)) + 1)
    u <- u + max(-1, min(1, step))
    if (abs(step) < 1e-13) break
  }
  p <- plogis(eta + sigma * u)
  sum(dbinom(counts[, 1], n, p, log = TRUE)) - u^2 / 2 - log(sigma^2 * sum(n * p * (1 - p)) + 1) / 2
}

wald <- function(ai, bi, ci, di) {
  k <- length(ai)
  counts <- lapply(1:k, function(i) rbind(c(ai[i], bi[i]), c(ci[i], di[i])))
  minus <- function(p) -sum(sapply(1:k, function(i) study(counts[[i]], p[i], p[k + 1], p[k + 2])))
  start <- c(log((ai + .5) * (di + .5) / (bi + .5) / (ci + .5)), mean(qlogis((ci + .5) / (ci + di + 1))), 1)
  control <- list(eval.max = 5000, iter.max = 3000, rel.tol = 1e-15)
  fit <- nlminb(nlminb(start, minus, control = control)$par, minus, control = control)
  precision <- solve(solve(hessian(minus, fit$par))[1:k, 1:k])
  beyond <- fit$par[1:k] - sum(precision %*% fit$par[1:k]) / sum(precision)
  c(log_likelihood = -fit$objective, wald = c(t(beyond) %*% precision %*% beyond))
}

print(with(dat.bcg, wald(tpos, tneg, cpos, cneg)), digits = 10)
print(with(subset(dat.hahn2001, ai + ci > 0), wald(ai, n1i - ai, ci, n2i - ci)), digits = 10)
