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
# linear unbiased predictor, written out; own: what is left when beta and years are known.
predict_unit <- function(f, unit, year) {
  z <- c(1, year - 2020)
  k <- ifelse(f$d$unit == unit, f$X %*% f$g %*% z, 0)
  left <- z - t(f$X) %*% f$W %*% k
  v <- f$s2 * (t(z) %*% f$g %*% z + 1 + f$r - t(k) %*% f$W %*% k + t(left) %*% f$A %*% left)
  Z <- f$X[f$d$unit == unit, , drop = FALSE]
  left_of_g <- f$g
  if (nrow(Z) > 0)
    left_of_g <- f$g - f$g %*% t(Z) %*% solve(Z %*% f$g %*% t(Z) + diag(nrow(Z)), Z %*% f$g)
  own <- f$s2 * (1 + t(z) %*% left_of_g %*% z)
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
f <- fit(d)
for (u in c(1, 3, 5)) {
  p <- predict_unit(f, u, 2026)
  cat("pooled", u, p, "80 %", p[1] + p[2] * qt(c(.1, .9), p[3]), "95 %", p[1] + p[2] * qt(c(.025, .975), p[3]),
      "P(>= 75)", pt((75 - p[1]) / p[2], p[3], lower.tail = FALSE), "\n")
  n <- sum(d$unit == u)
  o <- ols(d, u, 2026, .95)
  cat("ols", u, o[1], o[4], "80 %", ols(d, u, 2026, .8)[2:3], "95 %", o[2:3],
      "P(>= 75)", pt((75 - o[1]) / o[4], n - 2, lower.tail = FALSE), "\n")
}

last <- function(x) !duplicated(x$unit, fromLast = TRUE)
seen <- d[!last(d), ]
hidden <- d[last(d), ]
f <- fit(seen)
r <- t(sapply(seq_len(nrow(hidden)), function(i) {
  u <- hidden$unit[i]; year <- hidden$t[i]; s <- seen[seen$unit == u, ]
  c(ols(seen, u, year, .95)[c(1, 4)], n = nrow(s), predict_unit(f, u, year),
    naive = if (nrow(s)) s$y[nrow(s)] else NA)
}))
y <- hidden$y
score <- function(name, mean, sd, df, p, on) {
  inside <- function(level) mean(abs(y - mean)[on] <= (qt(1 - (1 - level) / 2, df) * sd)[on])
  cat(name, "n", sum(on), "rmse", sqrt(mean(((y - mean)[on])^2)), "80 %", inside(.8), "95 %", inside(.95),
      "brier", mean((p - (y >= 70))[on]^2), "reached", sum(y[on] >= 70), "\n")
}
suppressWarnings(for (common in c(FALSE, TRUE)) {
  has <- cbind(!is.na(r[, 1]), TRUE, !is.na(r[, "naive"]))
  on <- if (common) matrix(apply(has, 1, all), nrow(r), 3) else has
  score("ols", r[, 1], r[, 2], r[, "n"] - 2, pt((70 - r[, 1]) / r[, 2], r[, "n"] - 2, lower.tail = FALSE), on[, 1])
  score("pooled", r[, "mean"], r[, "sd"], r[, "df"], pt((70 - r[, "mean"]) / r[, "sd"], r[, "df"], lower.tail = FALSE), on[, 2])
  score("naive", r[, "naive"], NA, Inf, as.numeric(r[, "naive"] >= 70), on[, 3])
})
