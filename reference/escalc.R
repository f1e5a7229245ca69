# Effect sizes, Mantel-Haenszel, Peto, mixed models of counts and transformations by metafor, on data sets
# that crates/meta/tests/vectors/<data set>.json does not hold, for crates/meta/tests/vectors/escalc_more.json.
# Rscript reference/escalc.R > crates/meta/tests/vectors/escalc_more.json
# Columns marked "made" are not from a study: they serve formulas and edges that no data set of metadat reaches.
suppressMessages({
  library(metafor)
  library(jsonlite)
})

made_tables <- data.frame(ai = c(0, 5, 0, 10, 3, 7, 0, 12, NA, 4, 40, 1, 9), bi = c(10, 5, 12, 0, 8, 2, 6, 0, 5, 11, 3, 90, 9),
                          ci = c(3, 0, 0, 8, 2, 9, 6, 11, 4, 4, 2, 60, 1), di = c(9, 11, 15, 0, 7, NA, 0, 2, 8, 9, 55, 2, 1))
made_rates <- data.frame(x1i = c(0, 4, 0, 12, NA), t1i = c(20.5, 31, 18, 240, 10), x2i = c(2, 0, 0, 7, 3), t2i = c(19, 30.5, 22, 199, 12))
made_partial <- data.frame(ti = c(2.1, -0.4, 5.5, 1.8, NA, 0), ni = c(30, 45, 12, 201, 40, 25), mi = c(3, 1, 6, 10, 2, 4),
                           r2i = c(.31, .12, .9, .4, .2, .05))
made_correlations <- data.frame(ri = c(0, .001, -.03, .5, -.97, .3, 1, NA, .2, .2), ni = c(5, 5, 6, 41, 12, 4, 20, 30, 3, 1000))
made_alpha <- data.frame(ai = c(.95, .5, -.2, .71, NA), mi = c(2, 5, 12, 30, 4), ni = c(20, 100, 44, 513, 25))
made_genotypes <- data.frame(ai = c(12, 40, 5, 0), bi = c(20, 11, 30, 8), ci = c(8, 2, 41, 3))
made_small <- data.frame(m1i = c(10, 3, 5, -2, 4, 1e3), m2i = c(8, 4, -5, -3, 0, 1.1e3), sd1i = c(2, 1, 1.5, 1, 0, 90), sd2i = c(3, .5, 1, 2, 1, 110),
                         n1i = c(2, 1, 3, 5, 6, 300), n2i = c(1, 2, 4, 5, 6, 250))
made_reported <- data.frame(m1i = c(NA, NA, 12, 10), m2i = c(NA, NA, 11, 12), sd1i = c(NA, NA, 3, 2), sd2i = c(NA, NA, 4, 2),
                            n1i = c(20, 31, 15, 40), n2i = c(22, 30, 15, 38), di = c(.4, NA, NA, -.9), ti = c(NA, -2.2, NA, 1))

pick <- function(data, columns) as.data.frame(data)[columns]
two <- c("ai", "n1i", "ci", "n2i")
continuous <- c("m1i", "sd1i", "n1i", "m2i", "sd2i", "n2i")
nielweise2008 <- pick(dat.nielweise2008, c("x1i", "t1i", "x2i", "t2i"))
curtis1998 <- pick(dat.curtis1998, continuous)
nielweise2007 <- pick(dat.nielweise2007, two)
pairs <- setNames(nielweise2007, c("ai", "n1i", "ci", "n2i"))
change <- function(data, ri) with(data, data.frame(m1i, m2i, sd1i, sd2i, ni = pmin(n1i, n2i), ri))
inputs <- list(
  made_tables = made_tables, made_tables_full = na.omit(made_tables), yusuf1985 = pick(dat.yusuf1985, two), nielweise2007 = nielweise2007, hahn2001 = pick(dat.hahn2001, two),
  linde2005 = pick(dat.linde2005, two), egger2001 = pick(dat.egger2001, two),
  made_pairs = transform(na.omit(made_tables), ri = c(.1, .4, 0, .3, -.2, .5, .05, .25, .3, .2, .1)[seq_len(nrow(na.omit(made_tables)))]),
  nielweise2008 = nielweise2008, hart1999 = pick(dat.hart1999, c("x1i", "t1i", "x2i", "t2i")), made_rates = made_rates,
  curtis1998 = curtis1998, gibson2002_all = pick(dat.gibson2002, continuous), made_small = made_small, made_reported = made_reported,
  molloy2014 = pick(dat.molloy2014, c("ri", "ni")), cohen1981 = pick(dat.cohen1981, c("ri", "ni")), craft2003 = pick(dat.craft2003, c("ri", "ni")),
  mcdaniel1994 = pick(dat.mcdaniel1994, c("ri", "ni")), made_correlations = made_correlations, made_partial = made_partial,
  debruin2009 = pick(dat.debruin2009, c("xi", "ni")), hannum2020 = pick(dat.hannum2020, c("xi", "ni")), hasselblad1998 = pick(dat.hasselblad1998, c("xi", "ni")),
  nielweise2008_first = setNames(nielweise2008[1:2], c("xi", "ti")), made_rates_first = setNames(made_rates[1:2], c("xi", "ti")),
  senn2013 = pick(dat.senn2013, c("mi", "sdi", "ni")), bonett2010 = pick(dat.bonett2010, c("ai", "mi", "ni")), made_alpha = made_alpha,
  curtis1998_change = change(curtis1998[1:40, ], rep_len(c(.2, .5, .8, -.1), 40)), made_small_change = change(made_small, c(.5, 0, .9, -1, .2, .7)),
  curtis1998_first = setNames(curtis1998[c("m1i", "sd1i", "n1i")], c("mi", "sdi", "ni")), made_genotypes = made_genotypes
)

of_tables <- c("RR", "OR", "RD", "AS", "PETO", "PHI", "YUQ", "YUY", "RTET", "PBIT", "OR2D", "OR2DN", "OR2DL")
of_pairs <- c("MPRD", "MPRR", "MPOR", "MPORC", "MPPETO", "MPORM")
of_groups <- c("MD", "SMD", "SMDH", "SMD1", "SMD1H", "ROM", "CVR", "VR", "RPB", "RBIS", "D2OR", "D2ORN", "D2ORL")
of_changes <- c("MC", "SMCC", "SMCR", "SMCRH", "ROMC", "CVRC", "VRC")
of_rates <- c("IRR", "IRD", "IRSD")
of_proportions <- c("PR", "PLN", "PLO", "PAS", "PFT")
vtypes <- list(RD = c("UB", "AV"), PHI = c("ST", "CS"), MD = c("UB", "HO"), SMD = c("LS2", "UB", "AV"), SMD1 = c("LS2", "UB", "AV"), SMDH = "LS2",
               ROM = c("HO", "AV", "AVHO"), RPB = c("ST", "CS"), COR = "AV", UCOR = c("UB", "AV"), PCOR = "AV", SPCOR = "AV", PR = c("UB", "AV"),
               PLN = "AV", PLO = "AV", SMCC = "LS2", SMCR = "LS2")
zeros <- list(list(to = "all"), list(to = "if0all"), list(to = "none"), list(add = 0.1), list(add = 1, to = "all"), list(drop00 = TRUE))
counted <- c(of_tables, of_pairs, of_rates, of_proportions, "IR", "IRLN", "IRS", "IRFT")

one <- function(name, measure, options = list()) {
  data <- inputs[[name]]
  columns <- lapply(setNames(names(data), names(data)), as.name)
  result <- suppressWarnings(do.call(escalc, c(list(measure = measure, data = data, append = FALSE), columns, options)))
  list(input = name, measure = measure, options = options, yi = as.numeric(result$yi), vi = as.numeric(result$vi),
       ni = as.numeric(attr(result$yi, "ni")))
}
cases <- list()
run <- function(names, measures, all_options = TRUE) {
  for (name in names) for (measure in measures) {
    cases <<- c(cases, list(one(name, measure)))
    if (!all_options) next
    for (vtype in vtypes[[measure]]) cases <<- c(cases, list(one(name, measure, list(vtype = vtype))))
    # The search of RTET is slow and inexact: its options are those of the cells, seen in the other measures.
    if (measure %in% counted && measure != "RTET") for (option in zeros) cases <<- c(cases, list(one(name, measure, option)))
  }
}
run("made_tables_full", of_tables)
run("made_tables", of_tables, all_options = FALSE)
run(c("nielweise2007", "yusuf1985", "hahn2001", "linde2005", "egger2001"), of_tables, all_options = FALSE)
run("made_pairs", of_pairs)
run(c("hart1999", "made_rates"), of_rates)
run("nielweise2008", of_rates, all_options = FALSE)
run(c("gibson2002_all", "made_small"), of_groups)
run("curtis1998", of_groups, all_options = FALSE)
run("made_reported", "SMD")
run("molloy2014", c("COR", "UCOR", "ZCOR"))
# GSL's hypergeometric function is wrong for one study of cohen1981, which an average would spread to all.
run(c("cohen1981", "made_correlations"), "UCOR", all_options = FALSE)
run(c("cohen1981", "made_correlations"), c("COR", "ZCOR"))
run(c("craft2003", "mcdaniel1994"), c("COR", "UCOR", "ZCOR"), all_options = FALSE)
run("made_partial", c("PCOR", "ZPCOR", "SPCOR"))
run(c("debruin2009", "hannum2020"), of_proportions)
run("hasselblad1998", of_proportions, all_options = FALSE)
run(c("nielweise2008_first", "made_rates_first"), c("IR", "IRLN", "IRS", "IRFT"))
run("senn2013", c("MN", "SDLN", "SMN"))
run("curtis1998_first", c("MN", "MNLN", "CVLN", "SDLN", "SMN"))
run(c("bonett2010", "made_alpha"), c("ARAW", "AHW", "ABT"))
run(c("curtis1998_change", "made_small_change"), of_changes)
run("made_genotypes", "REH", all_options = FALSE)


numbers <- function(result, names) lapply(setNames(names, names), function(name) as.numeric(result[[name]]))
shared <- c("beta", "se", "zval", "pval", "ci.lb", "ci.ub", "QE", "QEp", "I2", "H2", "k", "k.yi")
pooled <- list()
pool <- function(name, measure, options = list()) {
  data <- inputs[[name]]
  columns <- lapply(setNames(names(data), names(data)), as.name)
  if (measure == "PETO") {
    result <- suppressWarnings(do.call(rma.peto, c(list(data = data), columns, options)))
    keys <- c(shared, "k.pos")
  } else {
    result <- suppressWarnings(do.call(rma.mh, c(list(measure = measure, data = data), columns, options)))
    keys <- c(shared, "MH", "MHp", "CO", "COp", "TA", "TAp", "BD", "BDp", "k.pos")
  }
  pooled <<- c(pooled, list(list(input = name, measure = measure, options = options, result = numbers(result, keys))))
}
for (name in c("made_tables", "nielweise2007", "hahn2001", "linde2005", "yusuf1985", "egger2001")) for (measure in c("OR", "RR", "RD", "PETO")) pool(name, measure)
for (measure in c("OR", "RR", "RD", "PETO")) {
  pool("made_tables", measure, list(add = c(.5, .25), to = c("all", "only0")))
  # A risk difference of -1 has no variance, and would make Q infinite.
  if (measure != "RD") pool("made_tables", measure, list(add = c(.5, .5), to = c("none", "if0all"), drop00 = c(TRUE, TRUE)))
  pool("made_tables", measure, list(level = 90))
}
pool("made_tables", "OR", list(correct = FALSE))
for (name in c("nielweise2008", "hart1999", "made_rates")) for (measure in c("IRR", "IRD")) pool(name, measure)
pool("made_rates", "IRR", list(correct = FALSE))
pool("made_rates", "IRR", list(add = c(.5, .25), to = c("all", "all")))

# The log-likelihood that rma.glmm 3.8 reports for models with one random effect is conditional on the modes of
# the effects; the marginal one is lme4's, which leaves out the saturated one where there is quadrature.
of_cells <- function(x, m) sum(dbinom(x, x + m, ifelse(x + m > 0, x / (x + m), 0), log = TRUE))
# lme4's own tolerance of the mode, 1e-7, leaves errors of 4e-3 in standard errors; a tighter one is asked for.
saturated <- list(
  UM.FS = function(d) of_cells(c(d$ai, d$ci), c(d$bi, d$di)), CM.AL = function(d) of_cells(d$ai, d$ci),
  CM.EL = function(d) of_cells(d$x1i, d$x2i), PLO = function(d) of_cells(d$xi, d$mi)
)
mixed <- list()
mix <- function(name, measure, model = "UM.FS") {
  data <- inputs[[name]]
  columns <- lapply(setNames(names(data), names(data)), as.name)
  result <- suppressMessages(suppressWarnings(do.call(rma.glmm, c(list(measure = measure, model = model, data = data, retfit = TRUE,
    control = list(glmerCtrl = list(tolPwrss = 1e-11))), columns))))
  ll <- as.numeric(logLik(result$res.ML))
  kind <- if (measure == "PLO") "PLO" else model
  if (kind %in% names(saturated)) ll <- ll + saturated[[kind]](as.data.frame(lapply(result$outdat, function(x) if (length(x) == result$k) x else NA)))
  mixed <<- c(mixed, list(list(input = name, measure = measure, model = model,
    result = c(numbers(result, c("beta", "se", "zval", "tau2", "I2", "H2", "QE.Wld", "QE.LRT", "k")), list(marginal_ll = ll)))))
}
inputs$bcg <- setNames(dat.bcg[c("tpos", "tneg", "cpos", "cneg")], c("ai", "bi", "ci", "di"))
for (name in c("bcg", "nielweise2007", "hahn2001", "egger2001")) for (model in c("UM.FS", "UM.RS", "CM.AL")) mix(name, "OR", model)
for (name in c("nielweise2008", "hart1999")) mix(name, "IRR", "CM.EL")
for (name in c("debruin2009", "hannum2020")) mix(name, "PLO")

values <- list(z = c(-2, -.4, 0, .3, 1.1, 6), p = c(.01, .2, .5, .77, .999), x = c(-.1, 0, .2, .8, 1.3, 1.5, 1.7), d = c(-1.2, 0, .25, 3))
transforms <- with(values, list(
  inputs = values,
  ilogit = transf.ilogit(z), ilogit_int = sapply(z, transf.ilogit.int, targs = c(tau2 = .3)), ztor_int = sapply(z, transf.ztor.int, targs = c(tau2 = .3)),
  exp_int = sapply(z, transf.exp.int, targs = c(tau2 = .3)), iarcsin = transf.iarcsin(x), isqrt = transf.isqrt(x),
  pft = transf.pft(p, 17), ipft = transf.ipft(x, 17), ipft_hm = transf.ipft.hm(x, targs = list(ni = c(5, 17, 40))),
  irft = transf.irft(p, 3.5), iirft = transf.iirft(x, 3.5), ahw = transf.ahw(p), iahw = transf.iahw(x), abt = transf.abt(p), iabt = transf.iabt(x),
  dtou1 = transf.dtou1(d), dtou2 = transf.dtou2(d), dtobesd = transf.dtobesd(d), dtorpb = transf.dtorpb(d),
  dtorpb_sizes = transf.dtorpb(d, rep(12, 4), rep(30, 4)), dtomd = transf.dtomd(d, targs = list(sd = 4.2)),
  logortord = transf.logortord(z, .15), logortorr = transf.logortorr(z, .15)
))

meta <- list(R = R.version.string, metafor = as.character(packageVersion("metafor")), metadat = as.character(packageVersion("metadat")),
             lme4 = as.character(packageVersion("lme4")))
cat(toJSON(list(escalc = list(inputs = lapply(inputs, as.list), cases = cases), pooled = pooled, mixed = mixed, transforms = transforms, meta = meta), digits = I(17), auto_unbox = TRUE, na = "null", null = "null"), "\n")
