# The p-curve of some z values, by the definitions in Simonsohn, Nelson and Simmons (2014, 2015), with R's own
# distributions, for crates/meta/tests/vectors/pcurve.json. R 4.2.2, jsonlite.
# Rscript reference/pcurve.R > crates/meta/tests/vectors/pcurve.json
library(jsonlite)
cases <- list(
  strong = c(2.1, 2.6, 3.4, 2.9, 4.1, 5.2, 3.0, 1.2, -0.4),
  left = c(1.97, 2.01, -2.05, 2.02, 1.99, 2.2, 0.3),
  mixed = c(2.0, 2.3, -2.7, 2.05, 3.3, 9.5, 2.4, 2.25, 1.7),
  late = c(2.0, 2.1, 2.2))
bound <- function(p) pmin(pmax(p, 2.2e-16), 1 - 2.2e-16)
stouffer <- function(pp, lower.tail = TRUE) {
  if (length(pp) == 0) return(NULL)
  z <- sum(qnorm(bound(pp), lower.tail = lower.tail)) / sqrt(length(pp))
  list(k = length(pp), z = z, pval = pnorm(z))
}
# The mean of a z that is significant a third of the time. The share of significant results with a larger z is taken
# from the upper tail, which R's noncentral chi-square loses.
larger <- function(z, mean) pnorm(z - mean, lower.tail = FALSE) + pnorm(-z - mean)
mean33 <- uniroot(function(m) larger(qnorm(0.975), m) - 1 / 3, c(0, 5), tol = 1e-15)$root
out <- lapply(cases, function(z) {
  p <- pchisq(z^2, 1, lower.tail = FALSE)
  kept <- p < 0.05
  z <- z[kept]; p <- p[kept]
  list(bands = as.vector(table(cut(p, seq(0, 0.05, 0.01), right = FALSE))), k = length(p), low = sum(p < 0.025),
       binomial = binom.test(sum(p < 0.025), length(p), 0.5, alternative = "greater")$p.value,
       full = stouffer(p / 0.05), half = stouffer(p[p < 0.025] / 0.025),
       flat = stouffer(3 * larger(abs(z), mean33), lower.tail = FALSE))
})
result <- Map(function(z, o) c(list(z = z), o), cases, out)
result$meta <- list(R = R.version.string)
cat(toJSON(result, digits = I(17), auto_unbox = TRUE, null = "null"), "\n")
