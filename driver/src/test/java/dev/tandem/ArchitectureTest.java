package dev.tandem;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.THROW_GENERIC_EXCEPTIONS;
import static com.tngtech.archunit.library.GeneralCodingRules.USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The borders of DESIGN's rooms. Every rule is checked on every class there is: see {@link #classes_areThoseOfTheSources()}. */
final class ArchitectureTest {

    /** Rooms from the ground up; a room uses only rooms on lower floors. */
    private static final List<Floor> FLOORS = List.of(
            new Floor("common", List.of("data", "plan", "metric", "layer")),
            new Floor("common", List.of("image", "table")),
            new Floor("common", List.of("model")),
            new Floor("worker", List.of("feed")),
            new Floor("worker", List.of("averaging")),
            new Floor("worker", List.of("replica")),
            new Floor("worker", List.of("task")),
            new Floor("driver", List.of("callback", "cluster", "checkpoint", "keras", "simulation")),
            new Floor("driver", List.of("report")),
            new Floor("driver", List.of("train")),
            new Floor("driver", List.of("config")),
            new Floor("driver", List.of("cli")));

    private static final String ROOT = "dev.tandem.";
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", ".")).toAbsolutePath().resolveSibling("");
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.tandem");

    record Floor(String module, List<String> rooms) {}

    record Room(String name, String module, int floor) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Room> rooms() {
        return Stream.iterate(0, floor -> floor < FLOORS.size(), floor -> floor + 1)
                .flatMap(floor -> FLOORS.get(floor).rooms().stream()
                        .map(name -> new Room(name, FLOORS.get(floor).module(), floor)));
    }

    @Test
    void classes_areThoseOfTheSources() throws IOException {
        Set<String> sources = new TreeSet<>();
        for (String module : List.of("common", "worker", "driver")) {
            Path root = PROJECT.resolve(module).resolve("src/main/java");
            try (Stream<Path> files = Files.walk(root)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> root.relativize(file).toString().replace('/', '.'))
                        .map(name -> name.substring(0, name.length() - ".java".length()))
                        .forEach(sources::add);
            }
        }

        Set<String> imported = CLASSES.stream()
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .collect(toCollection(TreeSet::new));

        assertThat(imported).containsExactlyElementsOf(sources).hasSizeGreaterThan(40);
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_liesInItsModule(Room room) {
        assertThat(PROJECT.resolve(room.module())
                        .resolve("src/main/java/dev/tandem")
                        .resolve(room.name()))
                .isDirectory();
    }

    @Test
    void rooms_areAllOnAFloor() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .containsExactlyInAnyOrderElementsOf(
                        rooms().map(room -> ROOT + room.name()).toList());
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_usesOnlyLowerFloors(Room room) {
        String[] forbidden = rooms().filter(other -> other.floor() >= room.floor() && !other.equals(room))
                .map(other -> ROOT + other.name())
                .toArray(String[]::new);

        check(noClasses()
                .that(resideInAPackage(ROOT + room.name()))
                .should(dependOnClassesThat(resideInAnyPackage(forbidden))));
    }

    @Test
    void rooms_haveNoCycles() {
        check(slices().matching("dev.tandem.(*)..").should().beFreeOfCycles());
    }

    @Test
    void spark_isNamedOnlyByTaskAndCluster() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "task", ROOT + "cluster")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "train.Trainer")
                .should(dependOnClassesThat(resideInAPackage("org.apache.spark.."))));
    }

    @Test
    void trainer_namesNoMoreOfSparkThanTheSession() {
        DescribedPredicate<JavaClass> session = describe(
                "a session or context",
                type -> Set.of("SparkSession", "SparkContext", "JavaSparkContext")
                        .contains(type.getSimpleName()));

        check(noClasses()
                .that()
                .resideInAPackage(ROOT + "train")
                .should(dependOnClassesThat(
                        resideInAPackage("org.apache.spark..").and(DescribedPredicate.not(session)))));
    }

    @Test
    void standardStreams_belongToTheCommandLineAndReports() {
        check(noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "cli", ROOT + "report")
                .should(ACCESS_STANDARD_STREAMS));
    }

    @Test
    void exceptions_haveTypesOfTheirOwn() {
        check(noClasses().should(THROW_GENERIC_EXCEPTIONS));
    }

    @Test
    void logging_goesThroughSlf4j() {
        check(noClasses().should(USE_JAVA_UTIL_LOGGING));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_saysWhatItIs(Room room) throws IOException {
        Path file = PROJECT.resolve(room.module())
                .resolve("src/main/java/dev/tandem")
                .resolve(room.name())
                .resolve("package-info.java");

        assertThat(Files.readString(file))
                .containsIgnoringCase("enters: ")
                .containsIgnoringCase("leaves: ")
                .containsIgnoringCase("must not ");
        assertThat(CLASSES.get(ROOT + room.name() + ".package-info").isAnnotatedWith(NullMarked.class))
                .isTrue();
    }

    private static void check(ArchRule rule) {
        rule.check(CLASSES);
    }
}
