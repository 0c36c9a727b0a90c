# Rscript tests/reference/trend/make.R, from the top of the repository (R 4.2.2, package datasets)
#
# series.csv: data sets of R as series, with their gaps and ties, and every beginning of nhtemp from
# 0 to 60 years. expected.csv: what R says about them. Sen's interval and the exact null with ties are not
# in R; they are made here from R's distributions: pKendall, and Mann-Whitney's dwilcox, of which
# Kendall's S given ties is a sum.

series <- list(
  nile = data.frame(t = 1871:1970, y = as.numeric(Nile)),
  nile50 = data.frame(t = 1871:1920, y = as.numeric(Nile)[1:50]),
  nile21 = data.frame(t = 1871:1891, y = as.numeric(Nile)[1:21]),
  lynx = data.frame(t = 1821:1934, y = as.numeric(lynx)),
  lynx40 = data.frame(t = 1821:1860, y = as.numeric(lynx)[1:40]),
  women = data.frame(t = women$height, y = women$weight),
  precip = data.frame(t = 1:40, y = as.numeric(precip)[1:40]),
  ozone_may = na.omit(data.frame(t = airquality$Day[1:31], y = airquality$Ozone[1:31])),
  temp_may = data.frame(t = 1:31, y = airquality$Temp[1:31]),
  wind_june = data.frame(t = 1:30, y = airquality$Wind[32:61]),
  rivers = data.frame(t = 1:30, y = rivers[1:30]),
  huron = data.frame(t = 1875:1972, y = as.numeric(LakeHuron)),
  discoveries = data.frame(t = 1860:1959, y = as.numeric(discoveries)),
  discoveries12 = data.frame(t = 1860:1871, y = as.numeric(discoveries)[1:12]),
  discoveries45 = data.frame(t = 1860:1904, y = as.numeric(discoveries)[1:45]),
  uspop = data.frame(t = seq(1790, 1970, 10), y = as.numeric(uspop)),
  constant = data.frame(t = 2018:2023, y = 82.3),
  straight = data.frame(t = c(2015:2019, 2022), y = c(70:74, 77)),
  one_of_two = data.frame(t = 2016:2024, y = c(3, 3, 4, 3, 4, 4, 3, 4, 4)))
for (n in 0:60)
  series[[paste0("nhtemp", n)]] <- data.frame(t = 1911 + seq_len(n), y = as.numeric(nhtemp)[seq_len(n)])

# P(at most i of the n(n-1)/2 pairs are discordant), no ties
p_kendall <- function(i, n) .Call(stats:::C_pKendall, as.double(i), as.integer(n))

# P(|S| >= |s|) when the order of y, with its ties, is random
exact_p <- function(y, s) {
  groups <- as.numeric(table(y))
  if (all(groups == 1)) {
    discordant <- (length(y) * (length(y) - 1) / 2 - abs(s)) / 2
    return(min(1, 2 * p_kendall(discordant, length(y))))
  }
  density <- 1
  before <- 0
  for (g in sort(groups, decreasing = TRUE)) {
    with <- if (before == 0) 1 else dwilcox(0:(g * before), g, before)
    sum <- rep(0, length(density) + length(with) - 1)
    for (i in seq_along(density))
      sum[i - 1 + seq_along(with)] <- sum[i - 1 + seq_along(with)] + density[i] * with
    density <- sum
    before <- before + g
  }
  pairs <- length(density) - 1
  sum(density[abs(pairs - 2 * (0:pairs)) >= abs(s)])
}

mann_kendall <- function(t, y) {
  n <- length(y)
  s <- if (n > 1) sum(sign(outer(y, y, "-"))[lower.tri(diag(n))]) else if (n == 1) 0 else NA
  tau <- p <- NA
  if (n > 2 && max(y) > min(y)) {
    tau <- cor(t, y, method = "kendall")
    p <- if (n <= 50) exact_p(y, s) else
      cor.test(t, y, method = "kendall", exact = FALSE, continuity = TRUE)$p.value
  }
  c(s = s, tau = tau, p_kendall = p)
}

sen <- function(t, y) {
  n <- length(y)
  if (n < 2) return(c(sen = NA, sen_low = NA, sen_high = NA, sen_level = NA))
  slopes <- sort(outer(1:n, 1:n, function(i, j) ifelse(i < j, (y[j] - y[i]) / (t[j] - t[i]), NA)))
  rank <- 0
  level <- 0.95
  if (n <= 50) while (2 * p_kendall(rank, n) <= 0.05 + 1e-12) {
    rank <- rank + 1
    level <- 1 - 2 * p_kendall(rank - 1, n)
  } else
    rank <- floor((n * (n - 1) / 2 - qnorm(0.975) * sqrt(n * (n - 1) * (2 * n + 5) / 18)) / 2)
  known <- rank > 0 && max(y) > min(y)
  c(sen = median(slopes), sen_low = if (known) slopes[rank] else NA,
    sen_high = if (known) rev(slopes)[rank] else NA, sen_level = if (known) level else NA)
}

ols <- function(t, y) {
  result <- c(slope = NA, std_error = NA, t = NA, p_t = NA, low = NA, high = NA, level = NA)
  if (length(y) < 2) return(result)
  centred <- t - mean(t)
  m <- lm(y ~ centred)
  result["slope"] <- if (max(y) == min(y)) 0 else coef(m)[2]
  result["level"] <- fitted(m)[length(y)]
  if (length(y) > 2 && sqrt(mean(residuals(m)^2)) > 1e-12 * max(abs(y))) {
    result[c("std_error", "t", "p_t")] <- summary(m)$coefficients[2, 2:4]
    result[c("low", "high")] <- confint(m)[2, ]
  }
  result
}

text <- function(x) ifelse(is.na(x), "", sprintf("%.17g", x))
rows <- unlist(lapply(names(series), function(name)
  sprintf("%s,%g,%s", name, series[[name]]$t, text(series[[name]]$y))))
writeLines(c("set,t,y", rows), "tests/reference/trend/series.csv")
results <- lapply(series, function(s) c(n = nrow(s), ols(s$t, s$y), mann_kendall(s$t, s$y), sen(s$t, s$y)))
lines <- mapply(function(name, r) paste(c(name, text(r)), collapse = ","), names(results), results)
writeLines(c(paste(c("set", names(results[[1]])), collapse = ","), lines), "tests/reference/trend/expected.csv")
