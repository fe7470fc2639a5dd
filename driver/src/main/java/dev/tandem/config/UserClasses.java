package dev.tandem.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes objects of the user's own classes, named in a job file with constructor arguments under them.
 *
 * <p>The public constructor is used whose parameter names are the arguments' names ({@code image_size} is {@code imageSize}); names are
 * there if the class was compiled with {@code -parameters}. Else a constructor of one {@code Map<String, Object>} takes them all.
 */
final class UserClasses {

    private UserClasses() {}

    /** Reads {@code class: com.acme.Mine} or {@code class: {com.acme.Mine: {argument: value}}}, under whatever key. */
    static Named read(Section section, String key) {
        return section.required(
                key, Type.named("a class's name"), new Named(section.path() + "." + key, "java.lang.Object", Map.of()));
    }

    /**
     * Makes an object.
     *
     * @param named the class, with constructor arguments
     * @param type what the class must be
     * @throws IllegalArgumentException if there is no such class, it is of another type, no constructor fits or the constructor fails
     */
    static <T> T create(Named named, Class<T> type) {
        Class<? extends T> found = find(named.name(), type);
        for (Constructor<?> constructor : found.getConstructors()) {
            if (fits(constructor, named.options())) {
                return type.cast(call(constructor, arguments(constructor, named)));
            }
        }
        return Stream.of(found.getConstructors())
                .filter(UserClasses::takesMap)
                .findFirst()
                .map(constructor -> type.cast(call(constructor, List.of(named.options()))))
                .orElseThrow(() -> noConstructor(found, named));
    }

    private static <T> Class<? extends T> find(String name, Class<T> type) {
        Class<?> found;
        try {
            found = Class.forName(name, true, Thread.currentThread().getContextClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException(
                    "no such class: " + name + " (check the name, and give its jar with --jars)", e);
        } catch (LinkageError e) {
            throw new IllegalArgumentException(
                    "class " + name + " cannot be loaded: " + e + " (give the jars that it needs with --jars)", e);
        }
        if (!type.isAssignableFrom(found)) {
            throw new IllegalArgumentException("class " + name + " is no " + type.getName());
        }
        if (!Modifier.isPublic(found.getModifiers()) || Modifier.isAbstract(found.getModifiers())) {
            throw new IllegalArgumentException("class " + name + " must be public and not abstract");
        }
        return found.asSubclass(type);
    }

    private static boolean fits(Constructor<?> constructor, Map<String, @Nullable Object> options) {
        return constructor.getParameterCount() == options.size()
                && Arrays.stream(constructor.getParameters())
                        .allMatch(parameter -> optionOf(parameter, options) != null);
    }

    private static boolean takesMap(Constructor<?> constructor) {
        return constructor.getParameterCount() == 1 && constructor.getParameterTypes()[0] == Map.class;
    }

    private static List<Object> arguments(Constructor<?> constructor, Named named) {
        return Arrays.stream(constructor.getParameters())
                .map(parameter -> argument(parameter, named))
                .toList();
    }

    private static Object argument(Parameter parameter, Named named) {
        String option = optionOf(parameter, named.options());
        Object value = option == null ? null : named.options().get(option);
        try {
            return Conversion.convert(value, parameter.getType());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("argument " + option + " " + e.getMessage(), e);
        }
    }

    private static @Nullable String optionOf(Parameter parameter, Map<String, @Nullable Object> options) {
        return options.keySet().stream()
                .filter(option -> camelCase(option).equals(parameter.getName()))
                .findFirst()
                .orElse(null);
    }

    private static String camelCase(String option) {
        StringBuilder name = new StringBuilder();
        for (String word : option.split("_")) {
            boolean isFirst = name.isEmpty();
            name.append(isFirst || word.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return name.toString();
    }

    private static Object call(Constructor<?> constructor, List<Object> arguments) {
        try {
            return constructor.newInstance(arguments.toArray());
        } catch (InvocationTargetException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String reason = cause.getMessage() == null ? cause.toString() : cause.getMessage();
            throw new IllegalArgumentException(
                    "the constructor of " + constructor.getDeclaringClass().getName() + " failed: " + reason, cause);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException(
                    "class " + constructor.getDeclaringClass().getName() + " cannot be made: " + e, e);
        }
    }

    private static IllegalArgumentException noConstructor(Class<?> found, Named named) {
        String given = String.join(", ", named.options().keySet());
        String there =
                Stream.of(found.getConstructors()).map(UserClasses::signature).collect(Collectors.joining(" or "));
        return new IllegalArgumentException("class " + named.name() + " has no public constructor with the parameters ("
                + given + "); there is " + (there.isEmpty() ? "none" : there)
                + " (compile with -parameters to keep their names, or take one Map<String, Object>)");
    }

    private static String signature(Constructor<?> constructor) {
        return Arrays.stream(constructor.getParameters())
                .map(parameter -> parameter.getType().getSimpleName() + " " + parameter.getName())
                .collect(Collectors.joining(", ", "(", ")"));
    }
}
