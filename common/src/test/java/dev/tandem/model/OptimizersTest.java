package dev.tandem.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.AdaMax;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nadam;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;
import org.nd4j.linalg.learning.config.Sgd;

class OptimizersTest {

    static Stream<Arguments> optimizers() {
        Map<String, ?> none = Map.of();
        Map<String, ?> adams = Map.of("learning_rate", 0.5, "beta_1", 0.1, "beta_2", 0.2, "epsilon", 0.3);
        return Stream.of(
                Arguments.of("sgd", none, new Sgd(0.01)),
                Arguments.of("sgd", Map.of("learning_rate", 1, "nesterov", true), new Sgd(1)),
                Arguments.of("sgd", Map.of("momentum", 0.9, "nesterov", true), new Nesterovs(0.01, 0.9)),
                Arguments.of("adam", none, new Adam(0.001, 0.9, 0.999, 1e-7)),
                Arguments.of("adam", adams, new Adam(0.5, 0.1, 0.2, 0.3)),
                Arguments.of("adam", Map.of("amsgrad", true), new AMSGrad(0.001, 0.9, 0.999, 1e-7)),
                Arguments.of("rmsprop", none, new RmsProp(0.001, 0.9, 1e-7)),
                Arguments.of(
                        "rmsprop",
                        Map.of("learning_rate", 0.5, "rho", 0.1, "epsilon", 0.3),
                        new RmsProp(0.5, 0.1, 0.3)),
                Arguments.of("adagrad", none, new AdaGrad(0.001, 1e-7)),
                Arguments.of("adadelta", none, new AdaDelta(0.95, 1e-7)),
                Arguments.of("adadelta", Map.of("rho", 0.5, "epsilon", 0.1), new AdaDelta(0.5, 0.1)),
                Arguments.of("nadam", none, new Nadam(0.001, 0.9, 0.999, 1e-7)),
                Arguments.of("nadam", adams, new Nadam(0.5, 0.1, 0.2, 0.3)),
                Arguments.of("adamax", none, new AdaMax(0.001, 0.9, 0.999, 1e-7)),
                Arguments.of("adamax", adams, new AdaMax(0.5, 0.1, 0.2, 0.3)));
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void options_and_defaults_are_kerass(String name, Map<String, ?> options, IUpdater expected) {
        assertThat(Optimizers.named(name, options)).isEqualTo(expected);
    }

    @Test
    void names_can_all_be_made() {
        assertThat(Optimizers.names())
                .containsExactly("sgd", "adam", "rmsprop", "adagrad", "adadelta", "nadam", "adamax")
                .allSatisfy(name -> assertThat(Optimizers.named(name, Map.of())).isNotNull());
    }

    private static void assertRefused(String name, Map<String, ?> options, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Optimizers.named(name, options))
                .withMessage(message);
    }

    @Test
    void unknown_names_and_options_are_answered_with_the_nearest() {
        assertRefused(
                "adem",
                Map.of(),
                "Unknown optimizer: adem (known: sgd, adam, rmsprop, adagrad, adadelta, nadam, adamax). "
                        + "Did you mean adam?");
        assertRefused(
                "sgd",
                Map.of("lerning_rate", 1),
                "Unknown option of sgd: lerning_rate (known: learning_rate, momentum, nesterov). "
                        + "Did you mean learning_rate?");
    }

    @Test
    void impossible_values_are_refused() {
        assertRefused("sgd", Map.of("learning_rate", -1), "Invalid learning_rate of sgd: -1 (must be >= 0 and finite)");
        assertRefused(
                "sgd",
                Map.of("learning_rate", Double.NaN),
                "Invalid learning_rate of sgd: NaN (must be >= 0 and finite)");
        assertRefused(
                "adam",
                Map.of("learning_rate", "fast"),
                "Invalid learning_rate of adam: fast (must be >= 0 and finite)");
        assertRefused("adam", Map.of("beta_1", 1), "Invalid beta_1 of adam: 1 (must be >= 0 and < 1)");
        assertRefused("adam", Map.of("epsilon", 0), "Invalid epsilon of adam: 0.0 (must be > 0 and finite)");
        assertRefused("adam", Map.of("amsgrad", "yes"), "Invalid amsgrad of adam: yes (must be true or false)");
        assertRefused(
                "sgd",
                Map.of("momentum", 0.9),
                "Invalid sgd momentum: 0.9 without nesterov (DL4J has only Nesterov's momentum: add nesterov: true)");
    }
}
