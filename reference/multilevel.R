# Multilevel and multivariate fits of rma.mv to data sets of metadat, for crates/meta/tests/vectors/multilevel_more.json.
# Rscript reference/multilevel.R > crates/meta/tests/vectors/multilevel_more.json
suppressMessages({library(metafor); library(jsonlite)})

# The tightest tolerance at which nlminb still says that it converged.
tight <- function(expression) {
  call <- substitute(expression)
  for (tolerance in 10^-(12:8)) {
    call$control <- list(rel.tol = tolerance)
    fit <- try(suppressWarnings(eval(call, parent.frame())), silent = TRUE)
    if (!inherits(fit, "try-error")) return(fit)
  }
  stop(fit)
}

fitted <- function(fit) list(
  method = fit$method, beta = c(fit$beta), se = fit$se, sigma2 = fit$sigma2, tau2 = fit$tau2, rho = fit$rho,
  ll = c(logLik(fit)), QE = fit$QE, QM = fit$QM)

# Ends of a profile interval, sought closer than the default of uniroot.
profiled <- function(fit, ...) {
  interval <- confint(fit, ..., control = list(tol = 1e-11))
  list(estimate = interval$random[1, 1], lower = interval$random[1, 2], upper = interval$random[1, 3])
}

blocks <- function(V, cluster) unname(lapply(split(seq_along(cluster), factor(cluster, unique(cluster))),
                                             function(rows) unname(as.matrix(V[rows, rows, drop = FALSE]))))

out <- list()

# Motor scores at four times after surgery, correlated as an autoregression within a study.
wide <- dat.ishak2007
dat <- reshape(wide, direction = "long", idvar = "study", v.names = c("yi", "vi"),
               varying = list(c(2, 4, 6, 8), c(3, 5, 7, 9)))
dat <- dat[order(dat$study, dat$time), ]
dat <- dat[!is.na(dat$yi), ]
V <- vcalc(vi, cluster = study, time1 = time, phi = 0.97, data = dat)
ishak <- function(struct) tight(rma.mv(yi, V, mods = ~ factor(time) - 1, random = ~ time | study, struct = struct,
                                       data = dat))
out$ishak2007 <- list(
  inputs = list(study = dat$study, time = dat$time), yi = dat$yi, V = blocks(V, dat$study),
  fit = lapply(c(HAR = "HAR", AR = "AR", CAR = "CAR", HCS = "HCS"), function(struct) fitted(ishak(struct))))

# Verbal and mathematical scores after coaching; few studies tell both.
dat <- dat.kalaian1996[!is.na(dat.kalaian1996$hrs), ]
dat <- dat[order(dat$study), ]
V <- vcalc(vi, cluster = study, type = outcome, rho = 0.66, data = dat)
dat$ln_hours <- log(dat$hrs) - mean(log(dat$hrs))
kalaian <- function(struct, method = "REML")
  tight(rma.mv(yi, V, mods = ~ outcome + outcome:ln_hours - 1, random = ~ outcome | study, struct = struct,
               method = method, data = dat))
out$kalaian1996 <- list(
  inputs = list(study = dat$study, outcome = dat$outcome, ln_hours = dat$ln_hours), yi = dat$yi, vi = dat$vi,
  V = blocks(V, dat$study),
  fit = list(UN = fitted(kalaian("UN")), ML_UN = fitted(kalaian("UN", "ML")),
             DIAG = fitted(kalaian("DIAG"))))

# Women's and men's grants: nested proposals, and countries crossed with types.
dat <- escalc(measure = "OR", ai = waward, n1i = wtotal, ci = maward, n2i = mtotal, data = dat.bornmann2007)
nested <- tight(rma.mv(yi, vi, random = ~ 1 | study/obs, data = dat))
# What refits needs a tolerance that every refit can meet.
loose <- rma.mv(yi, vi, random = ~ 1 | study/obs, data = dat, control = list(rel.tol = 1e-9))
crossed <- tight(rma.mv(yi, vi, mods = ~ type, random = list(~ 1 | study, ~ 1 | country, ~ 1 | discipline),
                        data = dat))
out$bornmann2007 <- list(
  inputs = list(study = dat$study, obs = dat$obs, country = dat$country, discipline = dat$discipline, type = dat$type),
  yi = c(dat$yi), vi = dat$vi,
  fit = list(nested = fitted(nested), crossed = fitted(crossed)),
  profile = list(profiled(loose, sigma2 = 1), profiled(loose, sigma2 = 2)),
  cooks = unname(cooks.distance(loose, cluster = dat$study)))

# Six correlations of anxiety, confidence and performance: 21 components of eight studies.
dat <- dat.craft2003
dat <- dat[!dat$study %in% dat$study[is.na(dat$ri)], ]
tmp <- rcalc(ri ~ var1 + var2 | study, ni = ni, data = dat)
dat <- tmp$dat
V <- tmp$V
out$craft2003 <- list(
  inputs = list(study = as.integer(factor(dat$study)), pair = dat$var1.var2), yi = dat$yi, V = blocks(V, dat$study),
  fit = list(UN = fitted(rma.mv(yi, V, mods = ~ var1.var2 - 1, random = ~ var1.var2 | study, struct = "UN",
                                data = dat, control = list(rel.tol = 1e-8)))))

# Slopes of ageing and drinking: many effects from few studies.
dat <- dat.tannersmith2016
dat$id <- seq_len(nrow(dat))
fit <- tight(rma.mv(yi, vi, mods = ~ I(aget1 - mean(aget1)), random = ~ 1 | studyid/id, data = dat))
out$tannersmith2016 <- list(
  inputs = list(study = dat$studyid, id = dat$id, age = dat$aget1 - mean(dat$aget1)), yi = dat$yi, vi = dat$vi,
  fit = list(nested = fitted(fit)))

# Intervals of the data sets whose fits are in files of their own.
dat <- dat.konstantopoulos2011
schools <- rma.mv(yi, vi, random = ~ 1 | district/school, data = dat, control = list(rel.tol = 1e-10))
dat <- dat.assink2016
outcomes <- rma.mv(yi, vi, random = ~ 1 | study/esid, data = dat, control = list(rel.tol = 1e-10))
dat <- dat.berkey1998
V <- vcalc(vi = 1, cluster = author, rvars = c(v1i, v2i), data = dat)
gums <- function(tolerance) rma.mv(yi, V, mods = ~ outcome - 1, random = ~ outcome | trial, struct = "UN", data = dat,
                                   control = list(rel.tol = tolerance))
out$profile <- list(
  konstantopoulos2011 = list(profiled(schools, sigma2 = 1), profiled(schools, sigma2 = 2)),
  assink2016 = list(profiled(outcomes, sigma2 = 1), profiled(outcomes, sigma2 = 2)),
  berkey1998 = list(profiled(gums(1e-12), tau2 = 1), profiled(gums(1e-12), tau2 = 2),
                    profiled(gums(1e-10), rho = 1)))

out$meta <- list(R = R.version.string, metafor = as.character(packageVersion("metafor")),
                 metadat = as.character(packageVersion("metadat")))
cat(toJSON(out, digits = I(17), auto_unbox = TRUE, na = "null"), "\n")
