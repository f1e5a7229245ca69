# metafor's tests of small-study effects on data sets of metadat beside those of the other vectors,
# for crates/meta/tests/vectors/bias_more.json. R 4.2.2, metafor 3.8-1, metadat 1.2-0, jsonlite.
# Rscript reference/bias.R > crates/meta/tests/vectors/bias_more.json
suppressPackageStartupMessages({library(metafor); library(metadat); library(jsonlite)})
keep <- function(d, ni = NULL) {
  ok <- !is.na(d$yi) & !is.na(d$vi)
  list(yi = as.numeric(d$yi[ok]), vi = as.numeric(d$vi[ok]), ni = if (!is.null(ni)) as.numeric(ni[ok]))
}
total <- function(d) d$n1i + d$n2i
linde <- escalc(measure = "RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.linde2005)
egger <- escalc(measure = "OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.egger2001)
curtis <- escalc(measure = "ROM", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat.curtis1998)
molloy <- escalc(measure = "ZCOR", ri = ri, ni = ni, data = dat.molloy2014)
agostino <- escalc(measure = "SMD", m1i = mt, sd1i = sdt, n1i = nt, m2i = mc, sd2i = sdc, n2i = nc,
                   data = subset(dat.dagostino1998, outcome == "rnic1"))
sets <- list(
  hackshaw1998 = keep(dat.hackshaw1998), begg1989 = keep(dat.begg1989),
  bangertdrowns2004 = keep(dat.bangertdrowns2004, dat.bangertdrowns2004$ni),
  molloy2014 = keep(molloy, molloy$ni), linde2005 = keep(linde, total(linde)),
  egger2001 = keep(egger, total(egger)), curtis1998 = keep(curtis, total(curtis)),
  dagostino1998 = keep(agostino, agostino$nt + agostino$nc))
attempt <- function(expr) tryCatch(suppressWarnings(expr), error = function(e) list(error = conditionMessage(e)))
fits <- function(s) lapply(c(FE = "FE", DL = "DL", REML = "REML"), function(m) {
  args <- list(yi = s$yi, vi = s$vi, method = m, control = list(threshold = 1e-12, maxiter = 1000))
  do.call(rma, c(args, if (!is.null(s$ni)) list(ni = s$ni)))
})
regressions <- function(s, fit) {
  predictors <- c("sei", "vi", if (!is.null(s$ni)) c("ninv", "sqrtninv", "ni", "sqrtni"))
  cases <- expand.grid(predictor = predictors, model = c("rma", "lm"), stringsAsFactors = FALSE)
  out <- Map(function(predictor, model) attempt({
    r <- regtest(fit, model = model, predictor = predictor)
    list(zval = unname(r$zval), pval = unname(r$pval), dfs = r$dfs, est = unname(r$est), ci_lb = unname(r$ci.lb), ci_ub = unname(r$ci.ub))
  }), cases$predictor, cases$model)
  setNames(out, paste(cases$model, cases$predictor, sep = "_"))
}
trims <- function(fitted) {
  cases <- expand.grid(estimator = c("L0", "R0", "Q0"), method = names(fitted), stringsAsFactors = FALSE)
  out <- Map(function(estimator, method) attempt({
    t <- trimfill(fitted[[method]], estimator = estimator, control = list(threshold = 1e-12, maxiter = 1000))
    list(k0 = t$k0, se_k0 = t$se.k0, side = t$side, p_k0 = t$p.k0, beta = c(t$beta), se = t$se, pval = t$pval,
         ci_lb = t$ci.lb, ci_ub = t$ci.ub, tau2 = t$tau2, I2 = t$I2, QE = t$QE,
         yi_fill = I(as.numeric(t$yi)[t$fill]), vi_fill = I(as.numeric(t$vi)[t$fill]))
  }), cases$estimator, cases$method)
  setNames(out, paste(cases$method, cases$estimator, sep = "_"))
}
safe <- function(s) lapply(c(Rosenthal = "Rosenthal", Orwin = "Orwin", Rosenberg = "Rosenberg"), function(type) {
  f <- fsn(s$yi, s$vi, type = type)
  list(fsnum = f$fsnum, alpha = f$alpha, pval = f$pval, meanes = f$meanes, target = f$target)
})
excess <- function(fit, ...) attempt({
  t <- tes(fit, progbar = FALSE, find.lim = FALSE, ...)
  list(O = t$O, E = t$E, OEratio = t$OEratio, test = t$test, X2 = t$X2, pval = t$pval, theta = t$theta, tau2 = fit$tau2, power = t$power)
})
one <- function(name) {
  s <- sets[[name]]
  fitted <- fits(s)
  rank <- ranktest(fitted$REML)
  copas <- hc(fitted$REML, control = list(tol = 1e-13))
  out <- list(
    yi = s$yi, vi = s$vi, ni = s$ni, regtest = regressions(s, fitted$REML),
    ranktest = list(tau = unname(rank$tau), pval = unname(rank$pval)),
    trimfill = trims(fitted), fsn = safe(s),
    tes = list(fixed = excess(fitted$FE), random = excess(fitted$DL), greater = excess(fitted$FE, alternative = "greater"),
               less = excess(fitted$FE, alternative = "less"), both = excess(fitted$FE, tes.alternative = "two.sided"),
               fewer = excess(fitted$FE, tes.alternative = "less")),
    hc = list(beta = c(copas$beta), se = copas$se, ci_lb = copas$ci.lb, ci_ub = copas$ci.ub, tau2 = copas$tau2))
  out
}
result <- setNames(lapply(names(sets), one), names(sets))
# The sets of the other vectors, where metafor's REML was stopped at a threshold of 1e-5, once more.
given <- c("bcg", "gibson2002", "hine1989", "li2007", "morris2008_prepost", "normand1999", "normand1999_smd", "raudenbush1985")
result$given <- lapply(setNames(nm = given), function(set) {
  v <- fromJSON(file.path("crates/meta/tests/vectors", paste0(set, ".json")))
  s <- list(yi = v$yi, vi = v$vi, ni = NULL)
  fitted <- fits(s)
  list(regtest = regressions(s, fitted$REML), trimfill = trims(fitted["REML"]),
       hc = unclass(hc(fitted$REML, control = list(tol = 1e-13)))[c("ci.lb", "ci.ub")])
})
large <- list(yi = sin(1:200) + (1:200) / 400, vi = 0.01 + cos(1:200)^2 + (1:200) / 1000)
rank <- ranktest(large$yi, large$vi, exact = FALSE)
result$rank_large <- c(large, list(tau = unname(rank$tau), pval = unname(rank$pval)))
result$meta <- list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat")))
cat(toJSON(result, digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), "\n")
