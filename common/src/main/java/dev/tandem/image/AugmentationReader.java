package dev.tandem.image;

import dev.tandem.metric.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the {@code augment:} of a job file, strictly. */
final class AugmentationReader {

    private AugmentationReader() {}

    /** One option: hands a value to the builder, or refuses it. */
    private interface Setting {
        void set(AugmentationBuilder builder, String option, Object value);
    }

    private static final Map<String, Setting> SETTINGS = settings();

    private static Map<String, Setting> settings() {
        Map<String, Setting> settings = new LinkedHashMap<>();
        settings.put("horizontal_flip", (builder, option, value) -> {
            if (flag(option, value)) {
                builder.horizontalFlip();
            }
        });
        settings.put("vertical_flip", (builder, option, value) -> {
            if (flag(option, value)) {
                builder.verticalFlip();
            }
        });
        settings.put("rotation_range", (builder, option, value) -> builder.rotationRange(number(option, value)));
        settings.put("width_shift_range", (builder, option, value) -> builder.widthShiftRange(shift(option, value)));
        settings.put("height_shift_range", (builder, option, value) -> builder.heightShiftRange(shift(option, value)));
        settings.put("shear_range", (builder, option, value) -> builder.shearRange(number(option, value)));
        settings.put("zoom_range", AugmentationReader::setZoom);
        settings.put("random_crop", (builder, option, value) -> builder.randomCrop(pixels(option, value)));
        settings.put(
                "channel_shift_range", (builder, option, value) -> builder.channelShiftRange(number(option, value)));
        settings.put("brightness_range", (builder, option, value) -> {
            double[] bounds = bounds(option, value, "[lower, upper]");
            builder.brightnessRange(bounds[0], bounds[1]);
        });
        settings.put("contrast_range", (builder, option, value) -> {
            double[] bounds = bounds(option, value, "[lower, upper]");
            builder.contrastRange(bounds[0], bounds[1]);
        });
        settings.put("cutout", (builder, option, value) -> builder.cutout(pixels(option, value)));
        settings.put("mixup", (builder, option, value) -> builder.mixup(number(option, value)));
        settings.put("cutmix", (builder, option, value) -> builder.cutmix(number(option, value)));
        settings.put("fill_mode", (builder, option, value) -> builder.fillMode(fillMode(option, value)));
        settings.put("cval", (builder, option, value) -> builder.cval(number(option, value)));
        return settings;
    }

    static Augmentation read(Map<String, ? extends @Nullable Object> options) {
        AugmentationBuilder builder = Augmentation.builder();
        List<String> mistakes = new ArrayList<>();
        options.forEach((option, value) -> {
            Setting setting = SETTINGS.get(option);
            if (setting == null) {
                mistakes.add("Unknown option: " + option + " (known: " + String.join(", ", SETTINGS.keySet()) + ")."
                        + Nearest.hint(option, SETTINGS.keySet()));
            } else if (value != null) {
                try {
                    setting.set(builder, option, value);
                } catch (IllegalArgumentException refused) {
                    mistakes.add(String.valueOf(refused.getMessage()));
                }
            }
        });
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
        return builder.build();
    }

    private static void setZoom(AugmentationBuilder builder, String option, Object value) {
        if (value instanceof Number distance) {
            builder.zoomRange(distance.doubleValue());
        } else {
            double[] bounds = bounds(option, value, "a number or [lower, upper]");
            builder.zoomRange(bounds[0], bounds[1]);
        }
    }

    private static Shift shift(String option, Object value) {
        if (!(value instanceof Number range) || !Double.isFinite(range.doubleValue()) || range.doubleValue() < 0) {
            throw invalid(option, value, "a fraction below 1, or pixels");
        }
        return Shift.of(range);
    }

    private static boolean flag(String option, Object value) {
        if (!(value instanceof Boolean flag)) {
            throw invalid(option, value, "true or false");
        }
        return flag;
    }

    private static double number(String option, Object value) {
        if (!(value instanceof Number number)) {
            throw invalid(option, value, "a number");
        }
        return number.doubleValue();
    }

    private static int pixels(String option, Object value) {
        if (!(value instanceof Integer pixels)) {
            throw invalid(option, value, "a whole number of pixels");
        }
        return pixels;
    }

    private static double[] bounds(String option, Object value, String expected) {
        if (!(value instanceof List<?> list) || list.size() != 2) {
            throw invalid(option, value, expected);
        }
        return list.stream().mapToDouble(bound -> number(option, bound)).toArray();
    }

    private static FillMode fillMode(String option, Object value) {
        Map<String, FillMode> modes = new LinkedHashMap<>();
        for (FillMode mode : FillMode.values()) {
            modes.put(mode.name().toLowerCase(Locale.ROOT), mode);
        }
        FillMode mode = modes.get(String.valueOf(value));
        if (mode == null) {
            throw new IllegalArgumentException("Unknown " + option + ": " + value + " (known: "
                    + String.join(", ", modes.keySet()) + ")."
                    + Nearest.hint(String.valueOf(value), modes.keySet()));
        }
        return mode;
    }

    private static IllegalArgumentException invalid(String option, Object value, String expected) {
        return new IllegalArgumentException("Invalid " + option + ": " + value + " (must be " + expected + ")");
    }
}
