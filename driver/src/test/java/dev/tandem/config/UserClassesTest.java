package dev.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserClassesTest {

    /** What a user's class must be here. */
    public interface Thing {}

    public static final class Plain implements Thing {}

    public static final class Rich implements Thing {
        final List<Object> values;

        public Rich(int batchSize, double scale, boolean shuffle, String path, int[] shape, Colour colour, Path root) {
            values = List.of(batchSize, scale, shuffle, path, shape.length, colour, root);
        }

        public Rich(long onlyOne) {
            values = List.of(onlyOne);
        }
    }

    public static final class FromMap implements Thing {
        final Map<String, Object> options;

        public FromMap(Map<String, Object> options) {
            this.options = options;
        }
    }

    public static final class Failing implements Thing {
        public Failing(String path) {
            throw new IllegalArgumentException("no such place: " + path);
        }
    }

    static final class Hidden implements Thing {}

    public enum Colour {
        RED,
        GREEN
    }

    private static Thing create(Class<?> type, Map<String, Object> options) {
        return UserClasses.create(new Named("x", type.getName(), options), Thing.class);
    }

    @Test
    void withoutArguments() {
        assertThat(create(Plain.class, Map.of())).isInstanceOf(Plain.class);
    }

    @Test
    void argumentsByName_areConverted() {
        Rich rich = (Rich) create(
                Rich.class,
                Map.of(
                        "batch_size",
                        8,
                        "scale",
                        2,
                        "shuffle",
                        true,
                        "path",
                        "p",
                        "shape",
                        List.of(1, 2),
                        "colour",
                        "green",
                        "root",
                        "/r"));
        assertThat(rich.values).containsExactly(8, 2.0, true, "p", 2, Colour.GREEN, Path.of("/r"));
    }

    @Test
    void constructor_isChosenByNames() {
        assertThat(((Rich) create(Rich.class, Map.of("onlyOne", 3))).values).containsExactly(3L);
    }

    @Test
    void mapConstructor_takesAll() {
        assertThat(((FromMap) create(FromMap.class, Map.of("a", 1, "b", "c"))).options)
                .isEqualTo(Map.of("a", 1, "b", "c"));
    }

    @Test
    void missingClass() {
        assertThatThrownBy(() -> UserClasses.create(new Named("x", "com.acme.None", Map.of()), Thing.class))
                .hasMessage("no such class: com.acme.None (check the name, and give its jar with --jars)");
    }

    @Test
    void wrongType() {
        assertThatThrownBy(() -> create(String.class, Map.of()))
                .hasMessage("class java.lang.String is no " + Thing.class.getName());
    }

    @Test
    void hiddenClass() {
        assertThatThrownBy(() -> create(Hidden.class, Map.of()))
                .hasMessage("class " + Hidden.class.getName() + " must be public and not abstract");
    }

    @Test
    void noFittingConstructor() {
        assertThatThrownBy(() -> create(Failing.class, Map.of("pth", "x")))
                .hasMessage("class " + Failing.class.getName() + " has no public constructor with the parameters (pth);"
                        + " there is (String path) (compile with -parameters to keep their names, or take one"
                        + " Map<String, Object>)");
    }

    @Test
    void wrongArgument() {
        assertThatThrownBy(() -> create(Rich.class, Map.of("only_one", "x")))
                .hasMessage("argument only_one must be of type long, but is x");
        assertThatThrownBy(() -> create(Rich.class, Map.of("only_one", 1.5)))
                .hasMessage("argument only_one must be of type long, but is 1.5");
    }

    @Test
    void failingConstructor() {
        assertThatThrownBy(() -> create(Failing.class, Map.of("path", "x")))
                .hasMessage("the constructor of " + Failing.class.getName() + " failed: no such place: x");
    }
}
