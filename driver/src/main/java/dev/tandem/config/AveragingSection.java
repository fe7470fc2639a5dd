package dev.tandem.config;

import dev.tandem.averaging.AveragingOptions;
import dev.tandem.averaging.OuterOptimizer;
import dev.tandem.averaging.OuterOptimizer.Average;
import dev.tandem.averaging.OuterOptimizer.Nesterov;
import dev.tandem.averaging.Precision;
import java.util.List;
import java.util.Locale;

/** {@code averaging:} how replicas come to agree after a round. */
final class AveragingSection {

    private AveragingSection() {}

    static AveragingOptions read(Section averaging) {
        String precision = averaging.value("precision", Type.oneOf(List.of("float32", "float16", "int8")), "float32");
        return new AveragingOptions(
                Precision.valueOf(precision.toUpperCase(Locale.ROOT)),
                outer(averaging),
                averaging.value("overlap", Type.flag(), false));
    }

    private static OuterOptimizer outer(Section averaging) {
        if (!averaging.isSection("outer")) {
            averaging.value("outer", AveragingSection::average, "average");
            return new Average();
        }
        Section outer = averaging.section("outer");
        outer.alternative(List.of("nesterov"));
        Section nesterov = outer.section("nesterov");
        return new Nesterov(
                nesterov.value("learning_rate", Type.positive(), Nesterov.STANDARD.learningRate()),
                nesterov.value("momentum", Type.belowOne(), Nesterov.STANDARD.momentum()));
    }

    private static String average(String path, Object value) {
        if (value.equals("average")) {
            return "average";
        }
        throw new IllegalArgumentException(
                "must be average, or {nesterov: {learning_rate: 0.8, momentum: 0.5}}, but is '" + value + "'");
    }
}
