# What forecasts of unbalanced.csv are, by lme4, generalised least squares on the full matrix and lm,
# and how good they would have been. Run in this folder; the tests hold the printed numbers.
suppressMessages(library(lme4))
options(digits = 12)

fit <- function(d) {
  d$t <- d$t - 2020
  m <- suppressMessages(lmer(y ~ t + (t | unit), d, REML = TRUE,
    control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))
  G <- VarCorr(m)$unit
  X <- cbind(1, d$t)
  V <- ifelse(outer(d$unit, d$unit, "=="), X %*% G %*% t(X), 0) + diag(sigma(m)^2, nrow(d))
  list(d = d, G = G, s2 = sigma(m)^2, X = X, W = solve(V), A = solve(t(X) %*% solve(V) %*% X))
}

# Mean and standard deviation of a new observation: the best linear unbiased predictor, written out.
predict_unit <- function(f, unit, year) {
  z <- c(1, year - 2020)
  k <- ifelse(f$d$unit == unit, f$X %*% f$G %*% z, 0)
  beta <- f$A %*% t(f$X) %*% f$W %*% f$d$y
  left <- z - t(f$X) %*% f$W %*% k
  v <- t(z) %*% f$G %*% z + f$s2 - t(k) %*% f$W %*% k + t(left) %*% f$A %*% left
  c(mean = sum(z * beta) + sum(k * (f$W %*% (f$d$y - f$X %*% beta))), sd = sqrt(v))
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
  cat("pooled", u, p, "80 %", p[1] + p[2] * qnorm(c(.1, .9)), "95 %", p[1] + p[2] * qnorm(c(.025, .975)),
      "P(>= 75)", pnorm(75, p[1], p[2], lower.tail = FALSE), "\n")
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
  score("pooled", r[, "mean"], r[, "sd"], Inf, pnorm(70, r[, "mean"], r[, "sd"], lower.tail = FALSE), on[, 2])
  score("naive", r[, "naive"], NA, Inf, as.numeric(r[, "naive"] >= 70), on[, 3])
})
