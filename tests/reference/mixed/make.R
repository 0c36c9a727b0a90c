# Makes the panels of this folder and prints what lme4 says of them. Run in this folder; the tests
# hold the printed numbers.
suppressMessages(library(lme4))
options(digits = 15)

# Years are counted from 2020: from year 0 lme4 misses the optimum.
report <- function(name, d) {
  d$t <- d$t - ifelse(min(d$t) > 2000, 2020, 0)
  m <- suppressMessages(lmer(y ~ t + (t | unit), d, REML = TRUE,
    control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))
  g <- VarCorr(m)$unit
  cat("\n==", name, "rows", nrow(d), "units", length(unique(d$unit)), "\n")
  cat("criterion", format(REMLcrit(m), digits = 15), " singular", isSingular(m), "\n")
  cat("fixed", format(fixef(m), digits = 15), "\n")
  cat("std errors", format(sqrt(diag(as.matrix(vcov(m)))), digits = 15), "\n")
  cat("G", format(c(g[1, 1], g[1, 2], g[2, 2]), digits = 15), " s2", format(sigma(m)^2, digits = 15), "\n")
  print(head(coef(m)$unit, 3))
}

# The same with an effect of each year on all units.
report_years <- function(name, d, model) {
  d$t <- d$t - ifelse(min(d$t) > 2000, 2020, 0)
  m <- suppressMessages(lmer(model, d, REML = TRUE,
    control = lmerControl(optimizer = "bobyqa", optCtrl = list(rhoend = 1e-10))))
  g <- VarCorr(m)$unit
  cat("\n== years", name, deparse(model), "\n")
  cat("criterion", format(REMLcrit(m), digits = 15), " singular", isSingular(m), "\n")
  cat("fixed", format(fixef(m), digits = 15), "\n")
  cat("std errors", format(sqrt(diag(as.matrix(vcov(m)))), digits = 15), "\n")
  cat("G", format(g[lower.tri(g, diag = TRUE)], digits = 15), " s2", format(sigma(m)^2, digits = 15),
    " years", format(VarCorr(m)$year[1, 1], digits = 15), "\n")
  print(head(coef(m)$unit, 3))
  print(ranef(m)$year)
}

write_panel <- function(name, d) {
  write.csv(d, paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
  report(name, d)
}

# Belenky et al. 2003, as in lme4: reaction times over ten days of little sleep, 18 people, balanced.
write_panel("sleepstudy", with(sleepstudy, data.frame(unit = as.integer(Subject), t = Days,
  y = round(Reaction, 4))))

# Scores of 14 units, 1 to 9 years each, with gaps; slopes differ.
set.seed(20)
d <- do.call(rbind, lapply(1:14, function(i) {
  t <- sort(sample(2015:2024, c(9, 8, 3, 5, 1, 7, 4, 9, 2, 6, 8, 3, 5, 7)[i]))
  data.frame(unit = i, t = t, y = round(70 + rnorm(1, 0, 5) + (1.2 + rnorm(1, 0, 0.8)) * (t - 2020) +
    rnorm(length(t), 0, 1.5), 2))
}))
write_panel("unbalanced", d)

# Scores of 12 units whose slopes do not differ: the optimum lies on the boundary.
set.seed(4)
d <- do.call(rbind, lapply(1:12, function(i) {
  t <- sort(sample(2016:2024, c(9, 4, 6, 8, 5, 3, 7, 9, 2, 6, 5, 8)[i]))
  data.frame(unit = i, t = t, y = round(72 + rnorm(1, 0, 4) + 0.9 * (t - 2020) +
    rnorm(length(t), 0, 2), 2))
}))
write_panel("boundary", d)

# 20 units of 6 years, a few left out, and years that shift all of them.
set.seed(31)
shift <- rnorm(6, 0, 1.5)
d <- do.call(rbind, lapply(1:20, function(i) {
  t <- (2019:2024)[if (i %% 5 == 0) c(1, 2, 4, 6) else 1:6]
  data.frame(unit = i, t = t, y = round(70 + rnorm(1, 0, 5) + (1 + rnorm(1, 0, 0.7)) * (t - 2020) +
    shift[t - 2018] + rnorm(length(t), 0, 1.6), 2))
}))
write_panel("years", d)
d$year <- d$t
report_years("years", d, y ~ t + (t | unit) + (1 | year))
report_years("years", d, y ~ t + (1 | unit) + (1 | year))
