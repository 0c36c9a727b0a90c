# Rscript tests/reference/panel/make.R, from the top of the repository, writes the files beside it.
# R 4.2.2, plm 2.6.2 (the data of Grunfeld), sandwich 3.0.2, clubSandwich 0.5.8.
suppressMessages({library(sandwich); library(clubSandwich)})
here <- "tests/reference/panel"
save <- function(d, name) write.csv(d, file.path(here, name), row.names = FALSE, quote = FALSE)

# Ten firms, 1935 to 1954; two groups of firms stand in for institutions.
data(Grunfeld, package = "plm")
grunfeld <- data.frame(group = (Grunfeld$firm - 1) %/% 2 + 1, unit = Grunfeld$firm,
                       year = Grunfeld$year, y = Grunfeld$inv, x1 = Grunfeld$value,
                       x2 = Grunfeld$capital)
save(grunfeld, "grunfeld.csv")

# Fourteen units in five groups, 2015 to 2023, with gaps and late beginnings, and one unit seen once.
set.seed(7)
gaps <- expand.grid(year = 2015:2023, unit = 1:14)
gaps$group <- c(1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 4, 5, 5)[gaps$unit]
gaps <- gaps[runif(nrow(gaps)) > 0.3 & !(gaps$unit %in% c(4, 9) & gaps$year < 2018), ]
gaps <- gaps[gaps$unit != 14 | gaps$year == 2019, ]
effect <- rnorm(14)[gaps$unit]
gaps$x1 <- round(70 + 4 * effect + (gaps$year - 2015) + rnorm(nrow(gaps), sd = 2), 2)
gaps$x2 <- round(3 + 0.2 * effect + rnorm(nrow(gaps), sd = 0.3), 2)
gaps$y <- round(30 + 0.5 * gaps$x1 + 2 * gaps$x2 + 3 * effect + 0.4 * (gaps$year - 2015) +
                rnorm(nrow(gaps), sd = 1.5), 2)
gaps <- gaps[, c("group", "unit", "year", "y", "x1", "x2")]
save(gaps, "gaps.csv")

formulas <- list(origin = y ~ 0 + x1 + x2, pooled = y ~ x1 + x2, unit = y ~ x1 + x2 + factor(unit),
                 year = y ~ x1 + x2 + factor(year),
                 twoway = y ~ x1 + x2 + factor(unit) + factor(year))
# Slopes, the intercept, year dummies, and one for all unit dummies: they are nested in clusters.
counted <- function(d, effects) {
  years <- length(unique(d$year))
  switch(effects, origin = 2, pooled = 3, unit = 3, year = 2 + years, twoway = 2 + years)
}
row <- function(data, effects, cluster, errors, term, e) {
  data.frame(data, effects, cluster, errors, term, estimate = e[1], std_error = e[2], df = e[3],
             p_value = e[4])
}
estimates <- function(d, data, effects) {
  m <- lm(formulas[[effects]], d)
  terms <- intersect(c("(Intercept)", "x1", "x2"), names(coef(m)))
  if (effects %in% c("unit", "year", "twoway")) terms <- c("x1", "x2")
  all <- NULL
  s <- coef(summary(m))
  for (t in terms)
    all <- rbind(all, row(data, effects, "none", "classical", t,
                          c(s[t, 1:2], df.residual(m), s[t, 4])))
  for (cluster in c("unit", "group")) {
    g <- length(unique(d[[cluster]])); n <- nrow(d); k <- counted(d, effects)
    raw <- vcovCL(m, cluster = d[[cluster]], type = "HC0", cadjust = FALSE)
    cr2 <- coef_test(m, vcovCR(m, cluster = d[[cluster]], type = "CR2"), test = "Satterthwaite")
    for (t in terms) {
      b <- coef(m)[[t]]
      se <- sqrt(raw[t, t] * g / (g - 1) * (n - 1) / (n - k))
      all <- rbind(all, row(data, effects, cluster, "cr1", t,
                            c(b, se, g - 1, 2 * pt(-abs(b / se), g - 1))))
      i <- match(t, cr2$Coef)
      all <- rbind(all, row(data, effects, cluster, "cr2", t,
                            c(b, cr2$SE[i], cr2$df_Satt[i], cr2$p_Satt[i])))
    }
  }
  all
}
# All sign vectors, the regression fitted anew with dummies for each: p with b = 0 imposed.
wild <- function(d, data, effects, cluster) {
  m <- lm(formulas[[effects]], d)
  x <- model.matrix(m)[, !is.na(coef(m))]; g <- as.integer(factor(d[[cluster]])); n_g <- max(g)
  bread <- solve(crossprod(scale(x, FALSE, sqrt(colSums(x^2)))))
  size <- sqrt(colSums(x^2))
  bread <- bread / outer(size, size)
  t_of <- function(y, term) {
    b <- bread %*% crossprod(x, y); u <- as.vector(y - x %*% b)
    scores <- rowsum(x * u, g) %*% bread[, term]
    b[term] / sqrt(sum(scores^2))
  }
  all <- NULL
  for (t in c("x1", "x2")) {
    term <- match(t, colnames(x))
    restricted <- lm.fit(x[, -term, drop = FALSE], d$y)
    data_t <- abs(t_of(d$y, term))
    signs <- as.matrix(expand.grid(rep(list(c(-1, 1)), n_g)))
    large <- apply(signs, 1, function(v) {
      abs(t_of(restricted$fitted.values + v[g] * restricted$residuals, term)) >=
        data_t * (1 - 1e-9)
    })
    all <- rbind(all, row(data, effects, cluster, "wild", t, c(coef(m)[[t]], NA, n_g - 1,
                                                              mean(large))))
  }
  all
}
expected <- NULL
for (effects in names(formulas)) {
  expected <- rbind(expected, estimates(grunfeld, "grunfeld", effects),
                    estimates(gaps, "gaps", effects))
  expected <- rbind(expected, wild(grunfeld, "grunfeld", effects, "unit"),
                    wild(gaps, "gaps", effects, "group"))
}
for (column in c("estimate", "std_error", "df", "p_value"))
  expected[[column]] <- ifelse(is.na(expected[[column]]), "",
                               trimws(formatC(expected[[column]], digits = 15, format = "g")))
save(expected, "expected.csv")
