# Models, diagnostics and comparisons of metafor for crates/meta/tests/vectors/models_more.json.
# Rscript reference/models.R > crates/meta/tests/vectors/models_more.json
suppressPackageStartupMessages({
  library(metafor)
  library(jsonlite)
})
# Iterations go on until τ² moves by 1e-13: at its defaults metafor is looser than the tests.
tight <- list(threshold = 1e-13, tol = 1e-14, maxiter = 10000)
methods <- c("FE", "DL", "HE", "HS", "HSk", "SJ", "PM", "PMM", "EB", "ML", "REML")
tests <- c("z", "t", "knha", "adhoc")

take <- function(data, ...) {
  X <- cbind(...)
  keep <- complete.cases(data$yi, data$vi, X)
  list(yi = as.vector(data$yi)[keep], vi = as.vector(data$vi)[keep], X = X[keep, , drop = FALSE])
}
sets <- list(
  hackshaw1998 = with(dat.hackshaw1998, take(dat.hackshaw1998, year, cohort = design == "cohort")),
  begg1989 = with(dat.begg1989, take(dat.begg1989, chemotherapy = trt == "CMO", arms)),
  bangertdrowns2004 = with(dat.bangertdrowns2004, take(dat.bangertdrowns2004, length, wic)),
  molloy2014 = with(dat.molloy2014, take(
    escalc("ZCOR", ri = ri, ni = ni, data = dat.molloy2014), meanage, quality)),
  lau1992 = take(escalc("OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.lau1992), year = dat.lau1992$year),
  linde2005 = with(dat.linde2005, take(
    escalc("RR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.linde2005), major, duration)),
  curtis1998 = with(dat.curtis1998, take(escalc("ROM", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i,
    n2i = n2i, data = dat.curtis1998), time, co2.elev)),
  mcdaniel1994 = with(dat.mcdaniel1994, take(
    escalc("ZCOR", ri = ri, ni = ni, data = dat.mcdaniel1994), job = type == "j", structured = struct == "s"))
)

# Without X, the intercept alone.
model <- function(set, X = NULL, ...) {
  args <- list(yi = set$yi, vi = set$vi, control = tight, ...)
  if (!is.null(X)) args$mods <- X
  suppressWarnings(do.call(rma, args))
}

row_of <- function(set, X, method) {
  fits <- lapply(tests, function(test) model(set, X, method = method, test = test))
  z <- fits[[1]]
  present(beta = c(z$beta), tau2 = z$tau2, se_tau2 = z$se.tau2, I2 = z$I2, H2 = z$H2, QE = z$QE, QEp = z$QEp, R2 = z$R2,
          ll = unname(unlist(z$fit.stats["ll", ])),
          tests = setNames(lapply(fits, function(x) list(se = x$se, pval = x$pval, ci_lb = x$ci.lb, QMp = x$QMp)), tests))
}
present <- function(...) Filter(Negate(is.null), list(...))
columns <- function(x, names) lapply(setNames(names, names), function(name) as.vector(x[[name]]))
influence_of <- function(x) {
  i <- influence(x)
  dfbs <- unclass(i$dfbs)
  list(inf = columns(unclass(i$inf), c("rstudent", "dffits", "cook.d", "cov.r", "tau2.del", "QE.del", "hat", "weight")),
       dfbs = unname(do.call(cbind, dfbs[setdiff(names(dfbs), c("slab", "digits"))])), is_infl = i$is.infl)
}
pooled <- function(x) {
  x <- unclass(x)
  names(x)[match(c("tval", "pvals"), names(x), nomatch = 0)] <- c("zval", "pval")[c("tval", "pvals") %in% names(x)]
  columns(x, c("estimate", "se", "zval", "pval", "ci.lb", "ci.ub", "Q", "Qp", "tau2", "I2", "H2"))
}
# Where an error is enormous the optimiser ran along a ridge without end, and there is nothing to compare.
scale_of <- function(set, method) {
  yi <- set$yi
  vi <- set$vi
  scale <- set$X[, 1]
  args <- list(yi = yi, vi = vi, scale = ~ scale, method = method)
  if (method == "REML") args <- c(args, list(mods = set$X, test = "knha"))
  x <- try(suppressWarnings(do.call(rma, args)), silent = TRUE)
  if (inherits(x, "try-error") || anyNA(x$se.alpha) || any(x$se.alpha > 1000)) return(list(error = "no summit"))
  list(beta = c(x$beta), se = x$se, pval = x$pval, alpha = c(x$alpha), se_alpha = x$se.alpha, pval_alpha = x$pval.alpha,
       QS = x$QS, QSp = x$QSp, QM = x$QM, QE = x$QE, QEp = x$QEp, ll = unname(unlist(x$fit.stats["ll", ])),
       AIC = unname(unlist(x$fit.stats["AIC", ])))
}
compare <- function(set) {
  full <- model(set, set$X, method = "ML")
  lrt <- anova(full, model(set, method = "ML"))
  fixed <- anova(model(set, set$X, method = "FE"), model(set, method = "FE"))
  by_t <- model(set, set$X, method = "REML", test = "knha")
  last <- full$p
  contrast <- anova(by_t, X = c(rep(0, last - 2), 1, -1))
  all <- anova(by_t, btt = 1:last)
  against_fixed <- anova(model(set, set$X, method = "REML"), model(set, set$X, method = "FE"))
  present(lrt = columns(lrt, c("LRT", "pval", "R2")), fixed = columns(fixed, c("LRT", "pval", "R2")),
          against_fixed = columns(against_fixed, c("LRT", "pval")),
          contrast = list(est = c(contrast$Xb), se = contrast$se, zval = contrast$zval, pval = contrast$pval),
          all = columns(all, c("QM", "QMp")), vif = if (ncol(set$X) > 1) unname(vif(by_t)$vifs))
}

vectors <- lapply(sets, function(set) {
  k <- length(set$yi)
  both <- function(method) list(mean = row_of(set, NULL, method), regression = row_of(set, set$X, method))
  regression <- model(set, set$X, method = "REML")
  out <- list(yi = set$yi, vi = set$vi, X_names = colnames(set$X), X = unname(set$X) + 0,
              fits = lapply(setNames(methods, methods), both),
              compare = compare(set), scale = lapply(c(ML = "ML", REML = "REML"), scale_of, set = set))
  if (k < 110) out$influence_regression <- influence_of(regression)
  if (k < 40) {
    knha <- model(set, method = "REML", test = "knha")
    out$influence_knha <- influence_of(knha)
    out$leave1out_adhoc <- pooled(leave1out(model(set, method = "DL", test = "adhoc")))
    out$cumul <- pooled(cumul(model(set, method = "REML")))
    out$baujat_regression <- { pdf(NULL); as.list(baujat(regression)[c("x", "y")]) }
  }
  if (k < 20) {
    ones <- seq_len(k)
    given <- model(set, set$X, method = "REML", weights = ones)
    equal <- model(set, set$X, method = "REML", weighted = FALSE)
    out$influence_weights_1_to_k <- influence_of(given)
    out$rstandard_weights_1_to_k <- columns(rstandard(given), c("resid", "se", "z"))
    out$influence_unweighted <- influence_of(equal)
    out$rstandard_unweighted <- columns(rstandard(equal), c("resid", "se", "z"))
  }
  out
})
vectors$meta <- list(R = R.version.string, metafor = as.character(packageVersion("metafor")),
                     metadat = as.character(packageVersion("metadat")))
cat(toJSON(vectors, digits = I(12), auto_unbox = TRUE, na = "null"), "\n", sep = "")
