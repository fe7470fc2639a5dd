package dev.tandem.config;

import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a value of a YAML tree to the type of a Java parameter, without losing anything. */
final class Conversion {

    private Conversion() {}

    /**
     * Converts texts, numbers, booleans, enum constants, paths, lists, arrays and maps.
     *
     * @throws IllegalArgumentException if the value is of another kind or does not fit; the message reads on after the argument's name
     */
    static Object convert(@Nullable Object value, Class<?> type) {
        Object converted = null;
        if (value instanceof Number number) {
            converted = number(number, type);
        } else if (value instanceof Boolean && (type == boolean.class || type == Boolean.class)) {
            converted = value;
        } else if (value instanceof String text) {
            converted = text(text, type);
        } else if (value instanceof List<?> list && type.isArray()) {
            converted = array(list, type.getComponentType());
        }
        if (converted == null && type.isInstance(value)) {
            converted = value;
        }
        if (converted == null) {
            throw new IllegalArgumentException("must be of type " + type.getSimpleName() + ", but is " + value);
        }
        return converted;
    }

    private static @Nullable Object number(Number number, Class<?> type) {
        boolean isWhole = number instanceof Integer || number instanceof Long;
        if (type == double.class || type == Double.class) {
            return number.doubleValue();
        }
        if (type == float.class || type == Float.class) {
            return number.floatValue();
        }
        if (isWhole && (type == long.class || type == Long.class)) {
            return number.longValue();
        }
        boolean fitsInteger = isWhole && number.longValue() == number.intValue();
        return fitsInteger && (type == int.class || type == Integer.class) ? number.intValue() : null;
    }

    private static @Nullable Object text(String text, Class<?> type) {
        if (type == Path.class) {
            return Path.of(text);
        }
        return type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .filter(constant -> ((Enum<?>) constant).name().equalsIgnoreCase(text))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be one of "
                                + Arrays.toString(type.getEnumConstants()) + ", but is '" + text + "'"))
                : null;
    }

    private static Object array(List<?> list, Class<?> type) {
        Object array = Array.newInstance(type, list.size());
        for (int i = 0; i < list.size(); i++) {
            Array.set(array, i, convert(list.get(i), type));
        }
        return array;
    }
}
