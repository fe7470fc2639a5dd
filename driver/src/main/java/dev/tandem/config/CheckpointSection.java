package dev.tandem.config;

import dev.tandem.callback.KnownMetrics;
import dev.tandem.checkpoint.WhenBusy;
import dev.tandem.train.CheckpointOptions;
import dev.tandem.train.CheckpointOptions.Every;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code checkpoint:} when a run commits its state, and which commits it keeps. */
final class CheckpointSection {

    private static final Pattern ROUNDS = Pattern.compile("(\\d{1,9}) rounds?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}) (s|min|h|days?)");

    private CheckpointSection() {}

    static CheckpointOptions read(Section checkpoint) {
        return new CheckpointOptions(
                checkpoint.value("every", CheckpointSection::every, "epoch"),
                checkpoint.value("keep", Type.integer(1), 3),
                checkpoint.value("keep_for", CheckpointSection::keepFor, "1 day"),
                checkpoint.optional("keep_best", Type.text()),
                WhenBusy.valueOf(checkpoint
                        .value("when_busy", Type.oneOf(List.of("wait", "skip")), "wait")
                        .toUpperCase(Locale.ROOT)),
                Duration.ofSeconds(checkpoint.value("timeout", Type.integer(1), 600)));
    }

    private static Every every(String path, Object value) {
        String text = value.toString();
        Matcher rounds = ROUNDS.matcher(text);
        Matcher time = TIME.matcher(text);
        if (text.equals("epoch")) {
            return new Every.Epoch();
        }
        if (rounds.matches() && Integer.parseInt(rounds.group(1)) > 0) {
            return new Every.Rounds(Integer.parseInt(rounds.group(1)));
        }
        if (time.matches() && Integer.parseInt(time.group(1)) > 0) {
            return new Every.Time(duration(Integer.parseInt(time.group(1)), time.group(2)));
        }
        throw new IllegalArgumentException(
                "must be epoch, or a number above 0 with its unit (4 rounds, 30 s, 10 min, 2 h, 1 day), but is '" + text
                        + "'");
    }

    private static Duration keepFor(String path, Object value) {
        Matcher time = TIME.matcher(value.toString());
        if (time.matches()) {
            return duration(Integer.parseInt(time.group(1)), time.group(2));
        }
        throw new IllegalArgumentException(
                "must be a number with its unit (0 s, 10 min, 2 h, 1 day), but is '" + value + "'");
    }

    private static Duration duration(int count, String unit) {
        return switch (unit) {
            case "s" -> Duration.ofSeconds(count);
            case "min" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    /** The best commit can only be told by a metric that the run has. */
    static void check(CheckpointOptions options, KnownMetrics metrics, Problems problems) {
        options.keepBest()
                .filter(metric -> !metrics.names().contains(metric) && problems.isClean("metrics"))
                .ifPresent(metric -> problems.add(
                        "checkpoint.keep_best",
                        "'" + metric + "' is no metric of this run" + Section.hint(metric, metrics.names())));
    }
}
