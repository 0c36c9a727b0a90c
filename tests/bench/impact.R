# The effects that zistat impact estimates, by the fastest R that is in Debian: data.table and collapse.
#   Rscript tests/bench/impact.R make FOLDER   writes scores.csv and awards.csv: 100,000 units of ten years, 3 % missing
#   Rscript tests/bench/impact.R time FOLDER   reads them; effects by cohort and year with the errors of their averages
#                                              (never awarded compare), the static effect and the event study with CR0
# against
#   zistat impact FOLDER/scores.csv --events FOLDER/awards.csv --outcome skm --cluster unit --threads 1
suppressMessages({library(data.table); library(collapse)})
setDTthreads(2)
arguments <- commandArgs(TRUE); folder <- arguments[2]
file <- function(name) file.path(folder, name)

if (arguments[1] == "make") {
  set.seed(1); n <- 100000L; years <- 2015:2024
  award <- ifelse(runif(n) < 0.4, sample(2018:2023, n, TRUE), NA)
  d <- CJ(unit = seq_len(n), tahun = years)
  d[, skm := round(pmin(100, pmax(25, rnorm(n, 80, 2.5)[unit] + 0.3 * (tahun - 2015) + rnorm(.N) +
                                      fifelse(is.na(award[unit]) | tahun < award[unit], 0, 1.5))), 2)]
  d[, `:=`(instansi = paste0("K", unit %/% 100L), unit = sprintf("U%06d", unit))]
  fwrite(d[runif(.N) > 0.03, .(instansi, unit, tahun, skm)], file("scores.csv"))
  fwrite(data.table(instansi = paste0("K", seq_len(n) %/% 100L), unit = sprintf("U%06d", seq_len(n)), predikat = "WBK",
                    tahun = award)[!is.na(tahun)], file("awards.csv"))
  quit()
}

d <- fread(file("scores.csv"), showProgress = FALSE)
d[fread(file("awards.csv")), on = .(instansi, unit), award := i.tahun]
d[is.na(award), award := 0L]; d[, id := .GRP, by = .(instansi, unit)]

# Effects by cohort and year, and averages, from a matrix of influence.
w <- dcast(d, id + award ~ tahun, value.var = "skm")
years <- sort(unique(d$tahun)); Y <- as.matrix(w[, -(1:2)]); g <- w$award; n <- length(g); never <- g == 0
cohorts <- sort(unique(g[g > 0])); size <- sapply(cohorts, function(k) sum(g == k))
cells <- CJ(g = cohorts, t = years[-1]); att <- numeric(nrow(cells)); psi <- matrix(0, n, nrow(cells))
for (k in seq_len(nrow(cells))) {
  base <- if (cells$t[k] >= cells$g[k]) cells$g[k] - 1 else cells$t[k] - 1
  change <- Y[, as.character(cells$t[k])] - Y[, as.character(base)]
  treated <- which(g == cells$g[k] & !is.na(change)); others <- which(never & !is.na(change))
  m1 <- mean(change[treated]); m0 <- mean(change[others]); att[k] <- m1 - m0
  psi[treated, k] <- (change[treated] - m1) / length(treated)
  psi[others, k] <- -(change[others] - m0) / length(others)
}
average <- function(set) {
  weight <- size[match(cells$g[set], cohorts)]; theta <- sum(weight * att[set]) / sum(weight)
  influence <- psi[, set, drop = FALSE] %*% (weight / sum(weight))
  for (s in set) influence[g == cells$g[s]] <- influence[g == cells$g[s]] + (att[s] - theta) / sum(weight)
  c(theta, sqrt(sum(influence^2)))
}
print(average(which(cells$t >= cells$g)))
for (e in sort(unique(cells$t - cells$g))) average(which(cells$t - cells$g == e))
for (k in cohorts) average(which(cells$g == k & cells$t >= cells$g))
for (t in years[years >= min(cohorts)]) average(which(cells$t == t & cells$t >= cells$g))

# The static effect and the event study.
distance <- pmax(-5, pmin(4, d$tahun - d$award)); distance[d$award == 0] <- -1
X <- cbind(d$award > 0 & d$tahun >= d$award, sapply(c(-5:-2, 0:4), function(k) distance == k)) * 1
# Deviations from the unit; years as dummies beside the columns.
dummies <- outer(d$tahun, years[-1], "==") * 1
Z <- fwithin(cbind(d$skm, X, dummies), d$id)
fit <- function(columns) {
  M <- cbind(Z[, columns, drop = FALSE], Z[, (ncol(X) + 2):ncol(Z)])
  A <- solve(crossprod(M)); b <- A %*% crossprod(M, Z[, 1]); u <- drop(Z[, 1] - M %*% b)
  cbind(b, sqrt(diag(A %*% crossprod(fsum(M * u, d$id)) %*% A)))[seq_along(columns), ]
}
print(fit(2)); print(fit(3:(ncol(X) + 1)))
