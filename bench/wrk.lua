-- For wrk: writes what it counted as JSON; with an argument, posts that form, with another number for each "%d".
function init(arguments)
   local form = arguments[1] or ""
   if form == "" then return end
   local seed, number = os.time() % 100000, 0
   wrk.method = "POST"
   wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
   -- Only where it is needed: without such a function wrk asks faster.
   request = function()
      number = number + 1
      return wrk.format(nil, nil, nil, (string.gsub(form, "%%d", seed .. "x" .. number)))
   end
end

function done(summary, latency)
   local errors = summary.errors
   local failed = errors.connect + errors.read + errors.write + errors.timeout + errors.status
   io.write(string.format('COUNTED{"requests": %d, "seconds": %f, "p50": %f, "p99": %f, "failed": %d}\n',
      summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, failed))
end
