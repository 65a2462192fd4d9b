-- Tells Switchbook which SIP users are registered. Started by lua.conf.xml for sofia::register, sofia::unregister and
-- sofia::expire; `event` is the event. Put the address, with the id and the secret of an API key of the scope `switch` in
-- it, and the switch's name here. What could not be told is not told again: the phone comes again, and Switchbook knows
-- by itself when a registration has run out.
local url = "https://key_CHANGE_ME:sbk_CHANGE_ME@billing.example.net/switch/v1/registrations"
local switch = "fs1"

-- What comes out of the network cannot become JSON, nor an argument of the curl command: all but plain signs is escaped.
local function text(value)
  local escaped = (value or ""):gsub("[^%w%.:@;=<>/_*-]", function(sign)
    return string.format("\\u%04x", string.byte(sign))
  end)
  return '"' .. escaped .. '"'
end

local function header(name)
  return event:getHeader(name)
end

local kinds = { ["sofia::register"] = "REGISTERED", ["sofia::unregister"] = "UNREGISTERED", ["sofia::expire"] = "EXPIRED" }
local kind = kinds[header("Event-Subclass")]
-- sofia::expire calls the user `user`, the others `from-user`.
local login = header("from-user") or header("user")
-- Microseconds since 1970.
local at = math.floor((tonumber(header("Event-Date-Timestamp")) or os.time() * 1000000) / 1000000)

if kind and login then
  local fields = {
    '"event":' .. text(kind),
    '"login":' .. text(login),
    '"contact":' .. text(header("contact")),
    '"user_agent":' .. text(header("user-agent")),
    '"at":' .. string.format("%d", at),
  }
  -- Seconds from now; of sofia::expire it is the instant that is past.
  if kind == "REGISTERED" then
    table.insert(fields, '"expires_s":' .. string.format("%d", tonumber(header("expires")) or 3600))
  end
  local body = '{"switch_id":' .. text(switch) .. ',"registrations":[{' .. table.concat(fields, ",") .. "}]}"
  freeswitch.API():execute("curl", url .. " timeout 5 content-type application/json post " .. body)
end
