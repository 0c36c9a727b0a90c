# What forecasts of unbalanced.csv are, by lme4, generalised least squares on the full matrix and lm,
# and how good they would have been. Run in this folder; the tests hold the printed numbers.
suppressMessages(library(lme4))
options(digits = 12)

# REML by lme4; then, G / s2 held, the years' variance r s2 as the mean of its posterior: restricted
# likelihood times a half t with 4 degrees of freedom of the scale 0.7, on a fine grid, with the
# covariance matrix of all rows written out.
prior <- 0.7

given <- function(d, g, r) {
  X <- cbind(1, d$t)
  V <- ifelse(outer(d$unit, d$unit, "=="), X %*% g %*% t(X), 0) + diag(nrow(d)) + r * outer(d$t, d$t, "==")
  W <- solve(V)
  A <- solve(t(X) %*% W %*% X)
  beta <- A %*% t(X) %*% W %*% d$y
  e <- d$y - X %*% beta
  s2 <- sum(e * (W %*% e)) / (nrow(d) - 2)
  list(d = d, g = g, r = r, X = X, W = W, A = A, beta = beta, e = e, s2 = s2,
    criterion = (nrow(d) - 2) * log(s2) + determinant(V)$modulus - determinant(A)$modulus)
}

fit <- function(d) {
  d$t <- d$t - 2020
  d$year <- d$t
  m <- suppressMessages(lmer(y ~ t + (t | unit) + (1 | year), d, REML = TRUE,
    control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))
  g <- VarCorr(m)$unit[1:2, 1:2] / sigma(m)^2
  tau <- prior * sinh(seq(0, 5, length.out = 400))
  w <- sapply(tau, function(x) -given(d, g, x^2)$criterion / 2) + dt(tau / prior, 4, log = TRUE) +
    log(cosh(seq(0, 5, length.out = 400)))
  w <- exp(w - max(w)) * c(.5, rep(1, 398), .5)
  w <- w / sum(w)
  f <- given(d, g, sum(w * tau^2))
  f$df <- length(unique(d$unit)) - 2
  f$years_df <- 4 + 6 / (3 * sum(w * tau^4) / f$r^2 - 3)
  f
}

# Mean, standard deviation and degrees of freedom of a new observation in a new year: the best
# linear unbiased predictor, written out; own: what is left when beta and years are known, times how
# much larger past errors were.
predict_unit <- function(f, unit, year, dispersion = 1) {
  z <- c(1, year - 2020)
  k <- ifelse(f$d$unit == unit, f$X %*% f$g %*% z, 0)
  left <- z - t(f$X) %*% f$W %*% k
  v <- f$s2 * (t(z) %*% f$g %*% z + 1 + f$r - t(k) %*% f$W %*% k + t(left) %*% f$A %*% left)
  Z <- f$X[f$d$unit == unit, , drop = FALSE]
  left_of_g <- f$g
  if (nrow(Z) > 0)
    left_of_g <- f$g - f$g %*% t(Z) %*% solve(Z %*% f$g %*% t(Z) + diag(nrow(Z)), Z %*% f$g)
  own <- f$s2 * (1 + t(z) %*% left_of_g %*% z)
  v <- v + (dispersion^2 - 1) * own
  own <- dispersion^2 * own
  c(mean = sum(z * f$beta) + sum(k * (f$W %*% f$e)), sd = sqrt(v),
    df = v^2 / (own^2 / f$df + (v - own)^2 / f$years_df), shared = sqrt(v - own))
}

ols <- function(d, unit, year, level) {
  d <- d[d$unit == unit, ]
  if (nrow(d) < 3) return(rep(NA, 4))
  p <- predict(lm(y ~ t, d), data.frame(t = year), interval = "prediction", level = level, se.fit = TRUE)
  c(p$fit, sqrt(p$se.fit^2 + p$residual.scale^2))
}

d <- read.csv("unbalanced.csv")

# Every year from the third on, forecast from the years before: by lines, by each unit's own line, and
# "same as last year".
r <- do.call(rbind, lapply(2016:2024, function(year) {
  seen <- d[d$t < year, ]
  hidden <- d[d$t == year & d$unit %in% seen$unit, ]
  counts <- table(seen$unit)
  f <- if (length(counts) >= 10 && any(counts >= 3)) fit(seen)
  do.call(rbind, lapply(seq_len(nrow(hidden)), function(i) {
    u <- hidden$unit[i]; s <- seen[seen$unit == u, ]
    o <- ols(seen, u, year, .95)[c(1, 4)]
    p <- if (is.null(f)) rep(NA, 4) else predict_unit(f, u, year)
    c(year = year, y = hidden$y[i], ols = o[1], ols_sd = o[2], n = nrow(s), mean = p[[1]], sd = p[[2]],
      df = p[[3]], z = (hidden$y[i] - p[[1]]) / sqrt(p[[2]]^2 - p[[4]]^2), naive = s$y[nrow(s)])
  }))
}))
z <- r[!is.na(r[, "z"]), ]
z <- z[, "z"] - ave(z[, "z"], z[, "year"])
many <- table(r[!is.na(r[, "z"]), "year"])
dispersion <- sqrt((sum(z^2) + 40) / (sum(many - 1) + 40))
cat("dispersion", dispersion, "\n")

score <- function(name, mean, sd, df, on) {
  e <- (r[, "y"] - mean)[on]
  inside <- function(level) mean(abs(e) <= (qt(1 - (1 - level) / 2, df) * sd)[on])
  p <- pt((70 - mean) / sd, df, lower.tail = FALSE)[on]
  cat(name, "n", sum(on), "mean error", mean(e), "rmse", sqrt(mean(e^2)), "80 %", inside(.8), "95 %", inside(.95),
      "brier", mean((p - (r[on, "y"] >= 70))^2), "reached", sum(r[on, "y"] >= 70), "\n")
}
suppressWarnings(for (common in c(FALSE, TRUE)) {
  has <- cbind(!is.na(r[, "ols"]), !is.na(r[, "mean"]), TRUE)
  if (common) has[] <- apply(has, 1, all)
  score("ols", r[, "ols"], r[, "ols_sd"], r[, "n"] - 2, has[, 1])
  score("lines", r[, "mean"], r[, "sd"], r[, "df"], has[, 2])
  score("naive", r[, "naive"], 1e-9, Inf, has[, 3])
})

f <- fit(d)
for (u in c(1, 3, 5)) {
  p <- predict_unit(f, u, 2026, dispersion)
  cat("pooled", u, p, "80 %", p[1] + p[2] * qt(c(.1, .9), p[3]), "95 %", p[1] + p[2] * qt(c(.025, .975), p[3]),
      "P(>= 75)", pt((75 - p[1]) / p[2], p[3], lower.tail = FALSE), "\n")
  n <- sum(d$unit == u)
  o <- ols(d, u, 2026, .95)
  cat("ols", u, o[1], o[4], "80 %", ols(d, u, 2026, .8)[2:3], "95 %", o[2:3],
      "P(>= 75)", pt((75 - o[1]) / o[4], n - 2, lower.tail = FALSE), "\n")
}
