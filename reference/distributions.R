# Tail probabilities and quantiles of R, for crates/meta/tests/vectors/distributions.json.
# Rscript reference/distributions.R > crates/meta/tests/vectors/distributions.json
library(jsonlite)
upper <- function(f) function(...) f(..., lower.tail = FALSE)
cases <- list(
  normal_above = list(f = upper(pnorm), x = c(-3, 0.1, 1, 1.96, 5, 12, 30)),
  normal_quantile = list(f = qnorm, x = c(1e-12, 1e-4, 0.025, 0.3, 0.5001, 0.9, 0.975, 0.9999)),
  student_above = list(f = upper(pt), x = c(-2, 0.3, 2.1, 2.1, 10, 40, 3, 3, 1.5, 6),
                       df1 = c(4, 1, 12, 2.37, 12, 7, 1e5, 1e8, 2500, 3000)),
  student_quantile = list(f = qt, x = c(0.975, 0.975, 0.975, 0.9, 0.995, 0.975, 0.01),
                          df1 = c(1, 2.5, 12, 3, 99, 1e6, 5000)),
  chi2_above = list(f = upper(pchisq), x = c(0.1, 3.84, 152.23, 400, 9999, 0.5), df1 = c(1, 1, 12, 12, 9999, 30)),
  chi2_quantile = list(f = qchisq, x = c(0.025, 0.975, 0.5, 0.025, 0.975, 0.95), df1 = c(12, 12, 7, 999, 9999, 1)),
  f_above = list(f = upper(pf), x = c(0.2, 4, 40, 3, 3), df1 = c(3, 4, 2, 1, 4), df2 = c(8, 8.5, 60, 1e5, 1e4))
)
rows <- lapply(cases, function(case) {
  arguments <- unname(case[names(case) != "f"])
  list(arguments = do.call(cbind, arguments), expected = do.call(case$f, arguments))
})
rows$meta <- list(R = R.version.string)
cat(toJSON(rows, digits = I(17), auto_unbox = TRUE), "\n")
