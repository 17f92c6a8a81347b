#!/usr/bin/env Rscript
# Draws a measure of a run over time: median, 50 and 90 % bands over all runs, and what is known of
# it. Writes fan-base.svg into the folder and, where ggplot2 is installed, fan-ggplot2.svg.
#   scripts/plot-fan.R DIR [ORGANIZATION [MEASURE]]
words <- commandArgs(trailingOnly = TRUE)
if (length(words) < 1 || length(words) > 3) stop("usage: plot-fan.R DIR [ORGANIZATION [MEASURE]]")
folder <- words[1]
summary <- read.csv(file.path(folder, "summary.csv"), colClasses = c(date = "Date"))
organization <- if (length(words) > 1) words[2] else summary$organization[1]
measure <- if (length(words) > 2) words[3] else "members"
fan <- summary[summary$organization == organization & summary$metric == measure, ]
if (nrow(fan) == 0) stop("summary.csv has no ", measure, " of ", organization)

# The manifest has each piece of evidence on a line of its own; base R reads no JSON.
manifest <- readLines(file.path(folder, "datapackage.json"), encoding = "UTF-8")
lines <- grep(sprintf('"organization": "%s", "measure": "%s"', organization, measure), manifest,
              fixed = TRUE, value = TRUE)
field <- function(key) sub(sprintf('.*"%s": "?([^",}]*).*', key), "\\1", lines)
known <- data.frame(date = as.Date(field("date")), value = as.numeric(field("value")),
                    low = as.numeric(field("low")), high = as.numeric(field("high")))
label <- sprintf("%s of %s in %d runs", measure, organization, max(fan$n_runs))

svg(file.path(folder, "fan-base.svg"), width = 10, height = 5.5)
par(mar = c(3, 5, 2, 1), las = 1, bty = "l")
plot(range(fan$date), c(0, max(fan$q95, known$high, na.rm = TRUE)), type = "n", xlab = "", ylab = "",
     main = label, font.main = 1)
band <- function(low, high, color) polygon(c(fan$date, rev(fan$date)), c(low, rev(high)), col = color, border = NA)
band(fan$q05, fan$q95, "#cfe0f2")
band(fan$q25, fan$q75, "#93b9e0")
lines(fan$date, fan$q50, col = "#14508c", lwd = 2)
if (nrow(known) > 0) {
  segments(known$date, known$low, known$date, known$high, col = "#c4480e")
  points(known$date, known$value, col = "#c4480e", pch = 19)
}
shown <- seq_len(if (nrow(known) > 0) 4 else 3)
legend("topleft", c("9 of 10 runs", "half of the runs", "median", "evidence")[shown], bty = "n",
       fill = c("#cfe0f2", "#93b9e0", NA, NA)[shown], border = NA,
       col = c(NA, NA, "#14508c", "#c4480e")[shown], lwd = c(NA, NA, 2, 1)[shown],
       pch = c(NA, NA, NA, 19)[shown])
invisible(dev.off())
cat(file.path(folder, "fan-base.svg"), "\n")

if (requireNamespace("ggplot2", quietly = TRUE)) {
  library(ggplot2)
  picture <- ggplot(fan, aes(date)) +
    geom_ribbon(aes(ymin = q05, ymax = q95, fill = "9 of 10 runs")) +
    geom_ribbon(aes(ymin = q25, ymax = q75, fill = "half of the runs")) +
    geom_line(aes(y = q50), colour = "#14508c", linewidth = 0.8) +
    geom_pointrange(aes(y = value, ymin = low, ymax = high), known, colour = "#c4480e") +
    scale_fill_manual(NULL, values = c("#cfe0f2", "#93b9e0")) +
    labs(x = NULL, y = NULL, title = label) + theme_minimal(13) + theme(legend.position = "top")
  ggsave(file.path(folder, "fan-ggplot2.svg"), picture, svg, width = 10, height = 5.5)
  cat(file.path(folder, "fan-ggplot2.svg"), "\n")
}
