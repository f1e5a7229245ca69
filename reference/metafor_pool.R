# Pooling without moderators and standardised mean differences, by metafor.
#
# Makes crates/evidence/tests/vectors/metafor.json again, compares it number by number with the committed file
# and prints the largest difference; exits with 1 above 1e-12. Writes only to a path given as an argument.
#
# Versions: R 4.2.2, metafor 3.8-1, metadat 1.2-0, jsonlite 1.8.4 (Debian 12: r-base-core r-cran-metafor
# r-cran-metadat r-cran-jsonlite).
# Run from the repository root: Rscript reference/metafor_pool.R [new-file.json]
# Seen: all 714 numbers identical to the last bit; the file it writes is the committed one byte for byte.

suppressPackageStartupMessages(library(metafor))

committed_path <- "crates/evidence/tests/vectors/metafor.json"

# What each data set is an effect of.
effects <- list(
  bcg = escalc("RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg),
  normand1999 = escalc("MD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i,
                       data = dat.normand1999),
  normand1999_smd = escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i,
                           data = dat.normand1999, vtype = "LS"),
  raudenbush1985 = dat.raudenbush1985,
  li2007 = escalc("OR", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.li2007),
  hine1989 = escalc("RD", ai = ai, n1i = n1i, ci = ci, n2i = n2i, data = dat.hine1989),
  pritz1997 = escalc("PLO", xi = xi, ni = ni, data = dat.pritz1997),
  gibson2002 = escalc("SMD", m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i,
                      data = dat.gibson2002)
)

# REML stops at a step of 1e-13, or of that part of the variance of the effects where it is above 1.
fit <- function(yi, vi, method, test) {
  threshold <- 1e-13 * max(1, var(yi))
  res <- rma(yi, vi, method = method, test = test, control = list(threshold = threshold, maxiter = 10000))
  pi <- predict(res)
  list(beta = res$beta[[1]], se = res$se, ci_lb = res$ci.lb, ci_ub = res$ci.ub, tau2 = res$tau2, I2 = res$I2,
       QE = res$QE, pi_lb = pi$pi.lb, pi_ub = pi$pi.ub)
}

one_set <- function(set) {
  set <- set[!is.na(set$yi) & !is.na(set$vi), ]  # two trials of gibson2002 give no means
  yi <- as.numeric(set$yi)
  vi <- as.numeric(set$vi)
  fits <- list()
  for (method in c("DL", "REML")) {
    for (test in c("z", "knha", "adhoc")) {
      fits[[paste(method, test, sep = "_")]] <- fit(yi, vi, method, test)
    }
  }
  list(yi = yi, vi = vi, fit = fits)
}

groups <- with(dat.normand1999, data.frame(m1 = m1i, sd1 = sd1i, n1 = n1i, m2 = m2i, sd2 = sd2i, n2 = n2i))
smd <- effects$normand1999_smd
groups$yi <- as.numeric(smd$yi)
groups$vi <- smd$vi

committed <- jsonlite::fromJSON(committed_path)
made <- list(
  note = committed$note,
  sets = lapply(effects, one_set),
  smd = list(note = committed$smd$note, rows = groups)
)

ours <- unlist(made[-1])
theirs <- unlist(committed[-1])
stopifnot(identical(names(ours), names(theirs)))
numbers <- !grepl("note$", names(ours))
ours <- as.numeric(ours[numbers])
theirs <- as.numeric(theirs[numbers])
difference <- abs(ours - theirs) / pmax(1, abs(theirs))
cat(sprintf("%s, metafor %s, metadat %s\n", R.version.string, packageVersion("metafor"), packageVersion("metadat")))
cat(sprintf("%d numbers, %d of them identical; largest difference %.1e (relative, absolute below 1)\n",
            length(ours), sum(ours == theirs), max(difference)))

path <- commandArgs(trailingOnly = TRUE)
if (length(path) == 1) {
  stopifnot(normalizePath(path, mustWork = FALSE) != normalizePath(committed_path))
  # jsonlite stops at 15 digits: numbers go through it as marked text, the shortest that reads back the same.
  shortest <- function(x) {
    text <- sapply(15:17, function(digits) formatC(x, digits = digits, format = "g", width = 1))
    text <- matrix(text, ncol = 3)
    paste0("#", text[cbind(seq_along(x), 1 + rowSums(matrix(as.numeric(text[, 1:2]) != x, ncol = 2)))])
  }
  marked <- rapply(made, shortest, classes = c("numeric", "integer"), how = "replace")
  json <- gsub('"#([^"]*)"', "\\1", jsonlite::toJSON(marked, auto_unbox = TRUE))
  cat(trimws(jsonlite::prettify(json, indent = 1)), file = path)
}
quit(status = if (max(difference) > 1e-12) 1 else 0)
