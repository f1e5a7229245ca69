# Selection models for crates/meta/tests/vectors/selection.json, from the data in the vectors beside it.
# `given`: the log-likelihood at the parameters metafor found for the sets that have such a block. metafor integrates each
# study to 1.2e-4; this is by R's integrate to 1e-11, from the definition. `more`: models of other sets and tails, fitted
# by metafor, with that log-likelihood. R 4.2.2, metafor 3.8-1, numDeriv, jsonlite.
# Rscript reference/selection.R > crates/meta/tests/vectors/selection.json
suppressPackageStartupMessages({library(metafor); library(jsonlite)})
folder <- "crates/meta/tests/vectors"
sets <- c("bcg", "gibson2002", "hine1989", "li2007", "morris2008_prepost", "normand1999", "normand1999_smd", "raudenbush1985")
weights <- list(
  beta = function(p, d) { p <- pmin(pmax(p, 1e-5), 1 - 1e-5); p^(d[1] - 1) * (1 - p)^(d[2] - 1) },
  halfnorm = function(p, d) exp(-d * p^2),
  logistic = function(p, d) 2 * exp(-d * p) / (1 + exp(-d * p)))
p_value <- list(
  greater = function(z) pnorm(z, lower.tail = FALSE), less = function(z) pnorm(z),
  two.sided = function(z) 2 * pnorm(abs(z), lower.tail = FALSE))
exact <- function(yi, vi, model, type, tail = "greater") {
  sum(sapply(seq_along(yi), function(i) {
    se <- sqrt(vi[i])
    total <- sqrt(vi[i] + model$tau2)
    chance <- function(y) weights[[type]](p_value[[tail]](y / se), model$delta)
    inner <- function(y) chance(y) * dnorm(y, model$beta, total)
    # Cut where beta weights have a kink, where two-sided ones are a power of y, and between.
    kinks <- c(8, -qnorm(0.5e-5), -qnorm(1e-5), 2, 0.3, 0.03, 1e-3, 1e-4, -qnorm(0.5 - 0.5e-5))
    cuts <- c(-Inf, sort(se * c(-kinks, 0, kinks)), Inf)
    area <- sum(mapply(function(lo, hi) integrate(inner, lo, hi, rel.tol = 1e-11, abs.tol = 1e-14)$value, cuts[-length(cuts)], cuts[-1]))
    log(chance(yi[i])) + dnorm(yi[i], model$beta, total, log = TRUE) - log(area)
  }))
}
at_given <- function(set) {
  v <- fromJSON(file.path(folder, paste0(set, ".json")))
  models <- v$bias$selmodel[names(weights)]
  found <- Filter(function(type) is.null(models[[type]]$error), names(weights))
  lapply(setNames(nm = found), function(type) exact(v$yi, v$vi, models[[type]], type))
}
# Standard errors of beta, tau2 and delta from the curvature of that, which metafor's own integrals are too coarse for.
exact_errors <- function(s, m, type, tail) {
  ll <- function(x) exact(s$yi, s$vi, list(beta = x[1], tau2 = x[2], delta = x[-(1:2)]), type, tail)
  information <- -numDeriv::hessian(ll, c(m$beta, m$tau2, m$delta), method.args = list(r = 4))
  sqrt(diag(solve(information)))
}
fitted <- function(s, type, tail, steps = NULL) tryCatch(suppressWarnings({
  args <- list(x = rma(s$yi, s$vi, method = "ML"), type = type, alternative = tail)
  m <- do.call(selmodel, c(args, if (!is.null(steps)) list(steps = steps)))
  out <- list(beta = c(m$beta), se = m$se, tau2 = m$tau2, se_tau2 = m$se.tau2, delta = I(m$delta), se_delta = I(m$se.delta),
              LRT = m$LRT, LRTp = m$LRTp, ll = c(logLik(m)))
  if (type != "stepfun") out$exact <- exact(s$yi, s$vi, m, type, tail)
  if (type != "stepfun" && (type != "beta" || tail != "less") && all(!is.na(c(m$se, m$se.delta)))) 
    out$exact_se <- tryCatch(exact_errors(s, m, type, tail), error = function(e) NULL)
  out
}), error = function(e) list(error = conditionMessage(e)))
more <- function(s) {
  smooth <- expand.grid(type = names(weights), tail = names(p_value), stringsAsFactors = FALSE)
  out <- Map(function(type, tail) fitted(s, type, tail), smooth$type, smooth$tail)
  names(out) <- paste(smooth$type, smooth$tail, sep = "_")
  # With beta weights the other tail is the same model, its two parameters exchanged.
  if (!is.null(out$beta_greater$exact_se)) out$beta_less$exact_se <- out$beta_greater$exact_se[c(1, 2, 4, 3)]
  c(out, list(
    stepfun_greater_0.025 = fitted(s, "stepfun", "greater", 0.025),
    stepfun_greater_0.025_0.5 = fitted(s, "stepfun", "greater", c(0.025, 0.5)),
    stepfun_two.sided_0.05 = fitted(s, "stepfun", "two.sided", 0.05),
    stepfun_two.sided_0.05_0.3 = fitted(s, "stepfun", "two.sided", c(0.05, 0.3)),
    stepfun_less_0.5 = fitted(s, "stepfun", "less", 0.5)))
}
others <- fromJSON(file.path(folder, "bias_more.json"))[c("hackshaw1998", "egger2001", "dagostino1998", "linde2005")]
result <- list(given = lapply(setNames(nm = sets), at_given), more = lapply(others, more), meta = list(R = R.version.string))
cat(toJSON(result, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), "\n")
