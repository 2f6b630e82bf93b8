package org.trialmap.parallel.closure;

import java.lang.invoke.MethodType;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The type that a function is declared to return, as far as its class says. */
public final class ReturnType {
    private ReturnType() {}

    /** Of the object that the user wrote; empty where nothing can be found out. */
    public static Optional<Type> of(Object user) {
        try {
            Optional<SerializedLambda> lambda = FunctionIdentity.lambda(user);
            return lambda.isPresent() ? ofLambda(lambda.get(), user.getClass().getClassLoader()) : ofObject(user.getClass());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) { // a type that is not there, for example
            return Optional.empty();
        }
    }

    private static Optional<Type> ofLambda(SerializedLambda lambda, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> owner = Class.forName(lambda.getImplClass().replace('/', '.'), false, loader);
        if (lambda.getImplMethodName().equals("<init>")) {
            return Optional.of(owner);
        }
        Class<?> promised = MethodType.fromMethodDescriptorString(lambda.getInstantiatedMethodType(), loader).returnType();
        MethodType called = MethodType.fromMethodDescriptorString(lambda.getImplMethodSignature(), loader);
        if (called.returnType() == Object.class) { // as Scala compiles it
            return Optional.of(promised);
        }
        return Arrays.stream(owner.getDeclaredMethods()).filter(method -> method.getName().equals(lambda.getImplMethodName())
                && called.parameterList().equals(List.of(method.getParameterTypes())) && method.getReturnType() == called.returnType()).map(Method::getGenericReturnType).findFirst()
                .or(() -> Optional.of(called.returnType()));
    }

    /** Of a class with one method of the name {@code apply} that takes an input, and perhaps a context. */
    private static Optional<Type> ofObject(Class<?> type) {
        List<Method> methods = Arrays.stream(type.getDeclaredMethods()).filter(method -> method.getName().equals("apply") && !method.isBridge() && !method.isSynthetic()
                && Set.of(1, 2).contains(method.getParameterCount())).toList();
        return methods.size() == 1 ? Optional.of(methods.get(0).getGenericReturnType()) : Optional.empty();
    }
}
